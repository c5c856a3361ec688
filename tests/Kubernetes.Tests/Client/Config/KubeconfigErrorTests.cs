using Kubernetes.Client.Config;
using Kubernetes.Tests.Scripting;
using static Kubernetes.Tests.Client.Config.KubeconfigTests;

namespace Kubernetes.Tests.Client.Config;

/// <summary>A kubeconfig that cannot be used says which file and which field, and what to write.</summary>
public sealed class KubeconfigErrorTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<string, string> Mistakes => new()
    {
        { "clusters: []", "no current-context: set one with kubectl config use-context" },
        { "current-context: x", "no context named 'x'" },
        { "current-context: x\ncontexts:\n- {name: X, context: {cluster: c}}", "no context named 'x': names are case-sensitive" },
        { "current-context: x\ncontexts:\n- {name: x, context: {user: u}}", "names no cluster" },
        { "current-context: x\ncontexts:\n- {name: x, context: {cluster: c}}", "no cluster named 'c'" },
        { Minimal("token: t").Replace("user: u", "user: v", StringComparison.Ordinal), "no user named 'v'" },
        { Minimal("token: t").Replace("server: \"https://c\"", "", StringComparison.Ordinal), "cluster 'c' of {file} has no server: write one such as https://10.0.0.1:6443" },
        { Minimal("token: t").Replace("https://c", "https://a b", StringComparison.Ordinal), "cluster 'c' of {file} is not an address" },
        { Minimal("token: t").Replace("https://c", "ftp://c", StringComparison.Ordinal), "cluster 'c' of {file} is not an address" },
        { Minimal("token: t").Replace("https://c", "https://ada:hush@c", StringComparison.Ordinal), "holds a login: write username and password" },
        { Minimal("token: t", ", proxy-url: \"ftp://p\""), "proxy-url of the cluster 'c' of {file} must begin with http://, https:// or socks5://" },
        { Minimal("token: t", ", certificate-authority-data: \"***\""), "certificate-authority-data of the cluster 'c' of {file} is not base64" },
        { Minimal("token: t", ", certificate-authority: ca.pem, insecure-skip-tls-verify: true"), "remove one of them" },
        { Minimal("token: t", ", insecure-skip-tls-verify: perhaps"), "insecure-skip-tls-verify of cluster 'c' in {file} must be true or false" },
        { Minimal("client-certificate-data: Y2VydA=="), "user 'u' of {file} has half a client certificate" },
        { Minimal("client-key: k.pem"), "user 'u' of {file} has half a client certificate" },
        { Minimal("client-key-data: \"!\", client-certificate: c.pem"), "client-key-data of the user 'u' of {file} is not base64" },
        { Minimal("token: t, username: ada"), "user 'u' of {file} has a token and a username" },
        { Minimal("token: [t]"), "token of user 'u' in {file} must be a text" },
        { Minimal("token: t, as-groups: [g]"), "write as beside as-uid" },
        { Minimal("token: t, as: ada, as-groups: g"), "as-groups of user 'u' in {file} must be a list" },
        { Minimal("token: t, as: ada, as-user-extra: [g]"), "as-user-extra of user 'u' in {file} must be a mapping" },
        { Minimal("auth-provider: {name: gcp}"), "auth-provider 'gcp', which Kubernetes removed in 1.26: use its exec plugin" },
        { Minimal("exec: {apiVersion: client.authentication.k8s.io/v1}"), "exec of user 'u' of {file} has no command" },
        { Minimal("exec: {command: a}"), "has no apiVersion: write client.authentication.k8s.io/v1" },
        { Minimal("exec: {command: a, apiVersion: client.authentication.k8s.io/v1alpha1}"), "must be client.authentication.k8s.io/v1 or client.authentication.k8s.io/v1beta1" },
        { Minimal("exec: {command: a, apiVersion: client.authentication.k8s.io/v1, interactiveMode: Often}"), "interactiveMode of exec of user 'u' in {file} must be Never, IfAvailable or Always" },
        { Minimal("exec: {command: a, apiVersion: client.authentication.k8s.io/v1, env: [{value: v}]}"), "env[0] of exec of user 'u' of {file} has no name" },
        { Minimal("exec: {command: a, apiVersion: client.authentication.k8s.io/v1, args: [{a: b}]}"), "args of exec of user 'u' in {file} must be a list of texts" },
        { Minimal("exec: run-it"), "exec of user 'u' in {file} must be a mapping" },
        { "clusters: {a: b}\ncurrent-context: x\ncontexts:\n- {name: x, context: {cluster: c}}", "clusters in {file} must be a list" },
        { "current-context: x\ncontexts: [x]", "contexts[0] in {file} must be a mapping" },
        { "- a\n- b", "{file} is not a mapping" },
        { "a: [", "{file} cannot be read" },
        { "a: 1\na: 2", "{file} cannot be read" },
        { "", "no current-context" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Every_mistake_is_named_with_its_file(string yaml, string expected)
    {
        var file = _folder.Write("config", yaml);
        var error = Assert.Throws<ConfigException>(() => ClientConfig.FromKubeconfig(file));

        Assert.Contains(file, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected.Replace("{file}", file, StringComparison.Ordinal), error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named_and_so_is_the_way_to_name_another()
    {
        var error = Assert.Throws<ConfigException>(() => ClientConfig.FromKubeconfig(_folder["none"]));

        Assert.Contains(_folder["none"], error.Message, StringComparison.Ordinal);
        Assert.Contains("--kubeconfig or KUBECONFIG", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_no_kubeconfig() => Assert.Throws<ConfigException>(() => ClientConfig.FromKubeconfig(_folder.Path));

    public void Dispose() => _folder.Dispose();
}
