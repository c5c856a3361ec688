using System.Text.Json;
using System.Text.Json.Nodes;
using Kubernetes.Models;

namespace Kubernetes.Client.Config;

/// <summary>The <c>user</c> of a kubeconfig: how to prove who we are.</summary>
internal static class KubeconfigUser
{
    public static Credential Credential(YamlMap user, YamlMap cluster)
    {
        if (user.Map("auth-provider") is { } provider)
            throw new ConfigException($"{user.File} uses the auth-provider '{provider.Text("name")}', which Kubernetes removed in 1.26: use its exec plugin instead.");
        // A file of tokens wins over a token, as in client-go: the token beside it is often an old copy.
        if (user.PathOf("tokenFile") is { } file) return new Credential.TokenFile(file);
        if (user.Text("token") is { } token) return new Credential.BearerToken(token);
        if (user.Text("username") is { } name) return new Credential.BasicLogin(name, user.Text("password") ?? "");
        return user.Map("exec") is { } exec ? new Credential.Exec(Plugin(exec, cluster)) : Config.Credential.Anonymous;
    }

    public static Impersonation? Impersonation(YamlMap user) => user.Text("as") is not { } name ? null : new Impersonation
    {
        User = name,
        Uid = user.Text("as-uid"),
        Groups = user.Texts("as-groups"),
        Extra = user.TextLists("as-user-extra"),
    };

    private static ExecPlugin Plugin(YamlMap exec, YamlMap cluster) => new()
    {
        Command = Command(exec),
        Arguments = exec.Texts("args"),
        Environment = exec.Maps("env").ToDictionary(pair => pair.Text("name") ?? "", pair => pair.Text("value") ?? ""),
        ApiVersion = exec.Text("apiVersion") ?? throw new ConfigException($"The exec plugin in {exec.File} has no apiVersion: write client.authentication.k8s.io/v1."),
        InstallHint = exec.Text("installHint"),
        NeedsTerminal = exec.Text("interactiveMode") == "Always",
        ClusterInfoJson = exec.Flag("provideClusterInfo") ? ClusterInfo(cluster) : null,
    };

    // A bare name is looked up in PATH; one with a slash is a path beside the kubeconfig.
    private static string Command(YamlMap exec)
    {
        var command = exec.Text("command") ?? throw new ConfigException($"The exec plugin in {exec.File} has no command.");
        return command.Contains('/') || command.Contains('\\') ? exec.PathOf("command")! : command;
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
