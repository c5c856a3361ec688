using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Certificates;

namespace LocalCluster.ApiServer.Authentication;

/// <summary>Signs service-account tokens (JWT, ES256). The key is kept in the data directory, so that tokens outlive a restart.</summary>
internal sealed class TokenIssuer(ECDsa key)
{
    public const string DefaultAudience = "https://kubernetes.default.svc.cluster.local";

    public ECDsa Key { get; } = key;

    public static TokenIssuer LoadOrCreate(string directory)
    {
        var file = Path.Combine(directory, "sa.key");
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (File.Exists(file))
            key.ImportFromPem(File.ReadAllText(file));
        else
            PrivateFile.Write(file, key.ExportPkcs8PrivateKeyPem());
        return new TokenIssuer(key);
    }

    public string Issue(JsonObject claims)
    {
        var head = Encode(Encoding.ASCII.GetBytes("""{"alg":"ES256","typ":"JWT"}""")) + "." + Encode(Encoding.UTF8.GetBytes(claims.ToJsonString()));
        return head + "." + Encode(Key.SignData(Encoding.ASCII.GetBytes(head), HashAlgorithmName.SHA256));
    }

    private static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
