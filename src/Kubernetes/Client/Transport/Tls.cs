using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Kubernetes.Client.Config;

namespace Kubernetes.Client.Transport;

/// <summary>
/// TLS as configured. A private authority is trusted through a chain policy, never through a callback: with a policy the host name is still
/// checked, with a callback that forgives chain errors it is not.
/// </summary>
internal static class Tls
{
    public static SslClientAuthenticationOptions Options(TlsConfig tls)
    {
        var options = new SslClientAuthenticationOptions();
        if (tls.AuthorityPem is { } authority)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPem(authority);
            options.CertificateChainPolicy = policy;
        }

        // The one callback, and only when the configuration asks for no verification at all.
        if (tls.SkipVerify) options.RemoteCertificateValidationCallback = (_, _, _, _) => tls.SkipVerify;
        if (tls is { ClientCertificatePem: { } certificate, ClientKeyPem: { } key })
        {
            options.ClientCertificates = [Identity(certificate, key)];
        }

        return options;
    }

    private static X509Certificate2 Identity(string certificatePem, string keyPem)
    {
        using var pem = X509Certificate2.CreateFromPem(certificatePem, keyPem);
        // Re-read as PKCS#12: SslStream on some platforms cannot use a key that lives only in memory.
        return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), password: null);
    }
}
