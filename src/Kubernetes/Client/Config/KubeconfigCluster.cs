namespace Kubernetes.Client.Config;

/// <summary>The <c>cluster</c> of a kubeconfig: where to connect and whom to trust.</summary>
internal static class KubeconfigCluster
{
    public static Uri Server(YamlMap cluster)
    {
        var text = cluster.Text("server") ?? throw new ConfigException($"The {cluster.Place} has no server: write one such as https://10.0.0.1:6443.");
        var isAddress = Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : $"https://{text}", UriKind.Absolute, out var server);
        // Not shown when it may hold a password.
        if (isAddress && server!.UserInfo.Length > 0)
            throw new ConfigException($"The server of the {cluster.Place} holds a login: write username and password under the user instead.");
        return isAddress && server!.Scheme is "http" or "https"
            ? server!
            : throw new ConfigException($"The server '{text}' of the {cluster.Place} is not an address: write one such as https://10.0.0.1:6443.");
    }

    public static Uri? Proxy(YamlMap cluster)
    {
        if (cluster.Text("proxy-url") is not { } text) return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var proxy) && proxy.Scheme is "http" or "https" or "socks5"
            ? proxy
            : throw new ConfigException($"The proxy-url of the {cluster.Place} must begin with http://, https:// or socks5://.");
    }

    public static TlsConfig Tls(YamlMap cluster, YamlMap? user)
    {
        var (authority, authorityFile) = PemSource.Read(cluster, "certificate-authority");
        var (certificate, certificateFile) = user is null ? default : PemSource.Read(user, "client-certificate");
        var (key, keyFile) = user is null ? default : PemSource.Read(user, "client-key");
        if ((certificate ?? certificateFile) is null != (key ?? keyFile) is null)
            throw new ConfigException($"The {user!.Place} has half a client certificate: write client-certificate and client-key, or client-certificate-data and client-key-data.");
        var skipVerify = cluster.Flag("insecure-skip-tls-verify");
        if (skipVerify && (authority ?? authorityFile) is not null)
            throw new ConfigException($"The {cluster.Place} names a certificate-authority and says insecure-skip-tls-verify: remove one of them.");
        return new TlsConfig
        {
            AuthorityPem = authority,
            AuthorityFile = authorityFile,
            ClientCertificatePem = certificate,
            ClientCertificateFile = certificateFile,
            ClientKeyPem = key,
            ClientKeyFile = keyFile,
            ServerName = cluster.Text("tls-server-name"),
            SkipVerify = skipVerify,
        };
    }
}
