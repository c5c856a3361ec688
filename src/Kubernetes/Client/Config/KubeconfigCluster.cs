using System.Text;

namespace Kubernetes.Client.Config;

/// <summary>The <c>cluster</c> of a kubeconfig: where to connect and whom to trust.</summary>
internal static class KubeconfigCluster
{
    public static Uri Server(YamlMap cluster)
    {
        var text = cluster.Text("server") ?? throw new ConfigException($"The cluster in {cluster.File} has no server: write one such as https://10.0.0.1:6443.");
        return Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : $"https://{text}", UriKind.Absolute, out var server)
            ? server
            : throw new ConfigException($"The server '{text}' in {cluster.File} is not an address: write one such as https://10.0.0.1:6443.");
    }

    public static Uri? Proxy(YamlMap cluster)
    {
        if (cluster.Text("proxy-url") is not { } text) return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var proxy) && proxy.Scheme is "http" or "https" or "socks5"
            ? proxy
            : throw new ConfigException($"The proxy-url in {cluster.File} must begin with http://, https:// or socks5://.");
    }

    public static TlsConfig Tls(YamlMap cluster, YamlMap? user)
    {
        var authority = Inline(cluster, "certificate-authority-data");
        var certificate = user is null ? null : Inline(user, "client-certificate-data");
        var key = user is null ? null : Inline(user, "client-key-data");
        return new TlsConfig
        {
            AuthorityPem = authority,
            AuthorityFile = authority is null ? cluster.PathOf("certificate-authority") : null,
            ClientCertificatePem = certificate,
            ClientCertificateFile = certificate is null ? user?.PathOf("client-certificate") : null,
            ClientKeyPem = key,
            ClientKeyFile = key is null ? user?.PathOf("client-key") : null,
            ServerName = cluster.Text("tls-server-name"),
            SkipVerify = cluster.Flag("insecure-skip-tls-verify"),
        };
    }

    private static string? Inline(YamlMap map, string key)
    {
        if (map.Text(key) is not { } data) return null;
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(data));
        }
        catch (FormatException e)
        {
            throw new ConfigException($"The {key} in {map.File} is not base64.", e);
        }
    }
}
