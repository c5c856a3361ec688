namespace Kubernetes.Client.Config;

/// <summary>The service account that the kubelet mounts into every pod.</summary>
internal static class InClusterFiles
{
    private const string Directory = "/var/run/secrets/kubernetes.io/serviceaccount";

    public static bool IsInPod => Host is not null && File.Exists(Path.Combine(Directory, "token"));

    private static string? Host => Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST") is { Length: > 0 } host ? host : null;

    public static ClientConfig Load() => Load(Directory, Host, Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_PORT"));

    internal static ClientConfig Load(string directory, string? host, string? port)
    {
        if (host is null) throw new ConfigException("KUBERNETES_SERVICE_HOST is not set: this process does not run in a pod.");
        var authority = Path.Combine(directory, "ca.crt");
        var ns = Path.Combine(directory, "namespace");
        var address = $"https://{(host.Contains(':') ? $"[{host}]" : host)}:{(string.IsNullOrEmpty(port) ? "443" : port)}";
        return new ClientConfig
        {
            Server = Uri.TryCreate(address, UriKind.Absolute, out var server)
                ? server
                : throw new ConfigException($"KUBERNETES_SERVICE_HOST '{host}' and KUBERNETES_SERVICE_PORT '{port}' make no address: Kubernetes sets both in a pod, leave them as they are."),
            Namespace = File.Exists(ns) ? File.ReadAllText(ns).Trim() : null,
            Tls = new TlsConfig { AuthorityFile = authority },
            Credential = new Credential.TokenFile(Path.Combine(directory, "token")),
        };
    }
}
