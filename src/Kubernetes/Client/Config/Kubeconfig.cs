using System.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Kubernetes.Client.Config;

/// <summary>
/// Reads kubeconfig files by kubectl's rules: the files of <c>$KUBECONFIG</c> are merged, the first to name a thing wins, names are
/// case-sensitive, relative paths start at the file they stand in.
/// </summary>
internal static class Kubeconfig
{
    private const string Variable = "KUBECONFIG";

    public static bool IsNamedByEnvironment => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 };

    public static ClientConfig Load(string? path, string? context) => Merge(Files(path, Environment.GetEnvironmentVariable(Variable)), context);

    internal static ClientConfig Merge(IReadOnlyList<string> files, string? context)
    {
        var present = files.Where(File.Exists).Select(Parse).ToList();
        if (present.Count == 0)
            throw new ConfigException($"There is no kubeconfig at {string.Join(" or ", files)}: name one with --kubeconfig or {Variable}.");
        var where = string.Join(" and ", present.Select(file => file.File));
        var name = context ?? present.Select(file => file.Text("current-context")).FirstOrDefault(text => text is not null)
            ?? throw new ConfigException($"{where} has no current-context: set one with kubectl config use-context, or name one with --context.");
        var chosen = Find(present, "contexts", "context", name, where);
        var cluster = Find(present, "clusters", "cluster", chosen.Text("cluster") ?? throw Missing("cluster", name, where), where);
        var user = chosen.Text("user") is { } userName ? Find(present, "users", "user", userName, where) : null;
        return Build(chosen, cluster, user);
    }

    internal static string[] Files(string? path, string? variable)
    {
        if (path is not null) return [path];
        if (variable is { Length: > 0 }) return variable.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return [Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".kube", "config")];
    }

    private static YamlMap Parse(string file)
    {
        try
        {
            using var text = new StreamReader(file, Encoding.UTF8);
            var yaml = new YamlStream();
            yaml.Load(text);
            if (yaml.Documents.Count == 0) return new YamlMap(new YamlMappingNode(), file, "");
            return yaml.Documents[0].RootNode is YamlMappingNode root
                ? new YamlMap(root, file, "")
                : throw new ConfigException($"The kubeconfig {file} is not a mapping: it begins with apiVersion: v1 and kind: Config.");
        }
        catch (Exception e) when (e is YamlException or IOException or UnauthorizedAccessException)
        {
            throw new ConfigException($"The kubeconfig {file} cannot be read: {e.Message}", e);
        }
    }

    private static YamlMap Find(IEnumerable<YamlMap> files, string list, string inner, string name, string where) =>
        files.SelectMany(file => file.Maps(list)).FirstOrDefault(entry => entry.Text("name") == name)?.Map(inner)?.Named($"{inner} '{name}'")
        ?? throw new ConfigException($"{where} has no {inner} named '{name}': names are case-sensitive, and kubectl config view shows them.");

    private static ConfigException Missing(string what, string context, string where) => new($"The context '{context}' of {where} names no {what}: write one of those under {what}s.");

    private static ClientConfig Build(YamlMap context, YamlMap cluster, YamlMap? user) => new()
    {
        Server = KubeconfigCluster.Server(cluster),
        Namespace = context.Text("namespace"),
        Proxy = KubeconfigCluster.Proxy(cluster),
        DisableCompression = cluster.Flag("disable-compression"),
        Tls = KubeconfigCluster.Tls(cluster, user),
        Credential = user is null ? Credential.Anonymous : KubeconfigUser.Credential(user, cluster),
        Impersonate = user is null ? null : KubeconfigUser.Impersonation(user),
    };
}
