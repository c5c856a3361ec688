using System.Text.Json;
using System.Text.Json.Nodes;
using Kubernetes.Models;

namespace Kubernetes.Client.Config;

/// <summary>The <c>exec</c> of a kubeconfig's user: which program to run and what to tell it.</summary>
internal static class KubeconfigExec
{
    private static readonly string[] Versions = ["client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1"];

    public static ExecPlugin Plugin(YamlMap exec, YamlMap cluster) => new()
    {
        Command = Command(exec),
        Arguments = exec.Texts("args"),
        Environment = Variables(exec),
        ApiVersion = Version(exec),
        InstallHint = exec.Text("installHint"),
        NeedsTerminal = NeedsTerminal(exec),
        ClusterInfoJson = exec.Flag("provideClusterInfo") ? ClusterInfo(cluster) : null,
    };

    // A bare name is looked up in PATH; one with a slash is a path beside the kubeconfig.
    private static string Command(YamlMap exec)
    {
        var command = exec.Text("command") ?? throw new ConfigException($"The {exec.Place} has no command: write the program to run.");
        return command.Contains('/') || command.Contains('\\') ? exec.PathOf("command")! : command;
    }

    private static string Version(YamlMap exec)
    {
        var version = exec.Text("apiVersion") ?? throw new ConfigException($"The {exec.Place} has no apiVersion: write {Versions[0]}.");
        return Versions.Contains(version) ? version : throw exec.Wrong("apiVersion", string.Join(" or ", Versions));
    }

    private static bool NeedsTerminal(YamlMap exec) => exec.Text("interactiveMode") switch
    {
        null or "IfAvailable" or "Never" => false,
        "Always" => true,
        _ => throw exec.Wrong("interactiveMode", "Never, IfAvailable or Always"),
    };

    // The last of two equal names wins, as in an environment.
    private static Dictionary<string, string> Variables(YamlMap exec)
    {
        var variables = new Dictionary<string, string>();
        foreach (var pair in exec.Maps("env"))
        {
            var name = pair.Text("name") ?? throw new ConfigException($"The {pair.Place} has no name: write name and value.");
            variables[name] = pair.Text("value") ?? "";
        }

        return variables;
    }

    private static string ClusterInfo(YamlMap cluster)
    {
        var info = new JsonObject { ["server"] = KubeconfigCluster.Server(cluster).AbsoluteUri.TrimEnd('/') };
        if (cluster.Text("tls-server-name") is { } serverName) info["tls-server-name"] = serverName;
        if (cluster.Flag("insecure-skip-tls-verify")) info["insecure-skip-tls-verify"] = true;
        if (cluster.Text("certificate-authority-data") is { } data) info["certificate-authority-data"] = data;
        else if (cluster.PathOf("certificate-authority") is { } file && File.Exists(file)) info["certificate-authority-data"] = Convert.ToBase64String(File.ReadAllBytes(file));
        if (cluster.Text("proxy-url") is { } proxy) info["proxy-url"] = proxy;
        if (Settings(cluster) is { } settings) info["config"] = settings;
        return JsonSerializer.Serialize(info, KubernetesJson.Default.JsonObject);
    }

    // What a cluster's owner left there for the plugin, under the one extension name that client-go looks at.
    private static JsonObject? Settings(YamlMap cluster)
    {
        var extension = cluster.Maps("extensions").FirstOrDefault(entry => entry.Text("name") == "client.authentication.k8s.io/exec");
        return extension?.Map("extension")?.ToJson();
    }
}
