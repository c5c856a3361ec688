using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace LocalCluster.ApiServer.Certificates;

/// <summary>Spells a kubeconfig with an embedded client certificate.</summary>
internal static class KubeconfigText
{
    public static string Of(Uri server, string authorityPem, X509Certificate2 client)
    {
        using var key = client.GetECDsaPrivateKey()!;
        return $"""
            apiVersion: v1
            kind: Config
            clusters:
            - name: local
              cluster:
                server: {server.GetLeftPart(UriPartial.Authority)}
                certificate-authority-data: {Encode(authorityPem)}
            users:
            - name: admin
              user:
                client-certificate-data: {Encode(client.ExportCertificatePem())}
                client-key-data: {Encode(key.ExportPkcs8PrivateKeyPem())}
            contexts:
            - name: local
              context:
                cluster: local
                user: admin
            current-context: local

            """;
    }

    private static string Encode(string pem) => Convert.ToBase64String(Encoding.UTF8.GetBytes(pem + "\n"));
}
