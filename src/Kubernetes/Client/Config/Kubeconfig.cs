using System.Text;
using YamlDotNet.RepresentationModel;

namespace Kubernetes.Client.Config;

/// <summary>Reads kubeconfig files.</summary>
internal static class Kubeconfig
{
    public static bool IsNamedByEnvironment => Environment.GetEnvironmentVariable("KUBECONFIG") is { Length: > 0 };

    public static ClientConfig Load(string? path, string? context)
    {
        var file = path ?? Environment.GetEnvironmentVariable("KUBECONFIG") ?? Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".kube", "config");
        if (!File.Exists(file)) throw new ConfigException($"There is no kubeconfig at {file}: name one with --kubeconfig or KUBECONFIG.");
        var yaml = new YamlStream();
        using (var text = new StreamReader(file)) yaml.Load(text);
        var root = (YamlMappingNode)yaml.Documents[0].RootNode;
        var name = context ?? Text(root, "current-context") ?? throw new ConfigException($"{file} has no current-context.");
        var ctx = Named(root, "contexts", name, "context", file);
        var cluster = Named(root, "clusters", Text(ctx, "cluster") ?? "", "cluster", file);
        var user = Text(ctx, "user") is { Length: > 0 } u ? Named(root, "users", u, "user", file) : new YamlMappingNode();
        return new ClientConfig
        {
            Server = new Uri(Text(cluster, "server") ?? throw new ConfigException($"{file}: the cluster has no server.")),
            Namespace = Text(ctx, "namespace"),
            Tls = new TlsConfig
            {
                AuthorityPem = Pem(cluster, "certificate-authority", file),
                ClientCertificatePem = Pem(user, "client-certificate", file),
                ClientKeyPem = Pem(user, "client-key", file),
                SkipVerify = Text(cluster, "insecure-skip-tls-verify") == "true",
                ServerName = Text(cluster, "tls-server-name"),
            },
            Credential = Text(user, "token") is { } token ? new Credential.BearerToken(token)
                : Text(user, "tokenFile") is { } tokenFile ? new Credential.TokenFile(tokenFile)
                : Credential.Anonymous,
        };
    }

    private static string? Pem(YamlMappingNode node, string key, string file)
    {
        if (Text(node, key + "-data") is { Length: > 0 } data) return Encoding.UTF8.GetString(Convert.FromBase64String(data));
        return Text(node, key) is { Length: > 0 } path ? File.ReadAllText(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, path)) : null;
    }

    private static string? Text(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(key, out var value) && value is YamlScalarNode scalar ? scalar.Value : null;

    private static YamlMappingNode Named(YamlMappingNode root, string list, string name, string inner, string file)
    {
        if (root.Children.TryGetValue(list, out var items) && items is YamlSequenceNode sequence)
        {
            foreach (var item in sequence.OfType<YamlMappingNode>())
            {
                if (Text(item, "name") == name && item.Children.TryGetValue(inner, out var found) && found is YamlMappingNode map) return map;
            }
        }

        throw new ConfigException($"{file} has no {inner} named '{name}'.");
    }
}
