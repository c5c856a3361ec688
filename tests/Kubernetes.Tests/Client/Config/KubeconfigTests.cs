using System.Text.Json.Nodes;
using Kubernetes.Client.Config;
using Kubernetes.Tests.Scripting;

namespace Kubernetes.Tests.Client.Config;

/// <summary>kubectl's rules of reading kubeconfig files.</summary>
public sealed class KubeconfigTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void The_current_context_names_cluster_user_and_namespace()
    {
        var config = Load("""
            apiVersion: v1
            kind: Config
            current-context: two
            contexts:
            - {name: one, context: {cluster: a, user: ada}}
            - {name: two, context: {cluster: b, user: bob, namespace: shop}}
            clusters:
            - {name: a, cluster: {server: "https://a:6443"}}
            - {name: b, cluster: {server: "https://b:6443/path", tls-server-name: kubernetes, disable-compression: true, insecure-skip-tls-verify: true}}
            users:
            - {name: ada, user: {token: t1}}
            - {name: bob, user: {token: t2, as: eve, as-uid: u7, as-groups: [g1, g2], as-user-extra: {reason: [r1, r2], acme.com/x: ["1"]}}}
            """);

        Assert.Equal(new Uri("https://b:6443/path"), config.Server);
        Assert.Equal("shop", config.Namespace);
        Assert.Equal(new Credential.BearerToken("t2"), config.Credential);
        Assert.Equal(("kubernetes", true, true), (config.Tls.ServerName, config.Tls.SkipVerify, config.DisableCompression));
        Assert.Equal(("eve", "u7"), (config.Impersonate!.User, config.Impersonate.Uid));
        Assert.Equal(["g1", "g2"], config.Impersonate.Groups);
        Assert.Equal(["r1", "r2"], config.Impersonate.Extra["reason"]);
        Assert.Equal(["1"], config.Impersonate.Extra["acme.com/x"]);
    }

    [Fact]
    public void Another_context_can_be_asked_for()
    {
        var file = _folder.Write("config", Minimal("token: t") + "- {name: other, context: {cluster: c, namespace: elsewhere}}\n");

        Assert.Equal("elsewhere", ClientConfig.FromKubeconfig(file, "other").Namespace);
        Assert.Equal(Credential.Anonymous, ClientConfig.FromKubeconfig(file, "other").Credential);
    }

    [Fact]
    public void Of_several_files_the_first_to_name_a_thing_wins_whole()
    {
        var first = _folder.Write("first", """
            clusters:
            - {name: c, cluster: {server: "https://first"}}
            users:
            - {name: u, user: {username: ada, password: p}}
            """);
        var second = _folder.Write("second", """
            current-context: x
            contexts:
            - {name: x, context: {cluster: c, user: u, namespace: from-second}}
            clusters:
            - {name: c, cluster: {server: "https://second", tls-server-name: second}}
            users:
            - {name: u, user: {token: second}}
            """);
        var third = _folder.Write("third", "current-context: y\ncontexts:\n- {name: x, context: {cluster: c, namespace: from-third}}\n");
        var config = Kubeconfig.Merge([first, _folder["missing"], second, third], context: null);

        Assert.Equal(new Uri("https://first"), config.Server);
        Assert.Null(config.Tls.ServerName);
        Assert.Equal(new Credential.BasicLogin("ada", "p"), config.Credential);
        Assert.Equal("from-second", config.Namespace);
    }

    [Fact]
    public void The_variable_lists_files_a_given_path_stands_alone_and_home_is_the_last_resort()
    {
        var list = string.Join(Path.PathSeparator, "/a", "", "/b");

        Assert.Equal(["/a", "/b"], Kubeconfig.Files(path: null, list));
        Assert.Equal(["/c"], Kubeconfig.Files("/c", list));
        Assert.EndsWith(Path.Combine(".kube", "config"), Assert.Single(Kubeconfig.Files(path: null, "")), StringComparison.Ordinal);
    }

    [Fact]
    public void Relative_paths_begin_at_the_file_that_they_stand_in()
    {
        var main = _folder.Write("main/config", "current-context: x\ncontexts:\n- {name: x, context: {cluster: c, user: u}}\nclusters:\n- {name: c, cluster: {server: \"https://c\", certificate-authority: ca/root.pem}}\n");
        var users = _folder.Write("users/config", "users:\n- {name: u, user: {tokenFile: ../secret/token, client-certificate: c.pem, client-key: /abs/k.pem}}\n");
        var config = Kubeconfig.Merge([main, users], context: null);

        Assert.Equal(_folder["main/ca/root.pem"], config.Tls.AuthorityFile);
        Assert.Equal(new Credential.TokenFile(_folder["secret/token"]), config.Credential);
        Assert.Equal(_folder["users/c.pem"], config.Tls.ClientCertificateFile);
        Assert.Equal("/abs/k.pem", config.Tls.ClientKeyFile);
    }

    [Fact]
    public void Names_are_case_sensitive()
    {
        var config = Load("""
            current-context: X
            contexts:
            - {name: x, context: {cluster: C}}
            - {name: X, context: {cluster: c}}
            clusters:
            - {name: C, cluster: {server: "https://upper"}}
            - {name: c, cluster: {server: "https://lower"}}
            """);

        Assert.Equal(new Uri("https://lower"), config.Server);
    }

    [Fact]
    public void Data_wins_over_a_file()
    {
        var config = Load(Minimal(
            "client-certificate: x.pem, client-certificate-data: Y2VydA==, client-key: k.pem, client-key-data: a2V5",
            ", certificate-authority: ca.pem, certificate-authority-data: YXV0aG9yaXR5"));

        Assert.Equal(("authority", null), (config.Tls.AuthorityPem, config.Tls.AuthorityFile));
        Assert.Equal(("cert", null), (config.Tls.ClientCertificatePem, config.Tls.ClientCertificateFile));
        Assert.Equal(("key", null), (config.Tls.ClientKeyPem, config.Tls.ClientKeyFile));
    }

    [Fact]
    public void A_file_of_tokens_wins_over_a_token() =>
        Assert.IsType<Credential.TokenFile>(Load(Minimal("token: old, tokenFile: /t")).Credential);

    [Theory]
    [InlineData("http://proxy:3128")]
    [InlineData("https://proxy:3128")]
    [InlineData("socks5://proxy:1080")]
    public void A_proxy_may_be_of_three_kinds(string proxy) => Assert.Equal(new Uri(proxy), Load(Minimal("token: t", $", proxy-url: \"{proxy}\"")).Proxy);

    [Fact]
    public void A_plugin_is_read_with_everything_it_is_told()
    {
        var config = Load("""
            current-context: x
            contexts:
            - {name: x, context: {cluster: c, user: u}}
            clusters:
            - name: c
              cluster:
                server: https://c:6443
                certificate-authority-data: Y2E=
                tls-server-name: kubernetes
                proxy-url: http://proxy:3128
                extensions:
                - {name: other, extension: {no: 1}}
                - name: client.authentication.k8s.io/exec
                  extension: {audience: "7", retries: 3, deep: [true, null]}
            users:
            - name: u
              user:
                exec:
                  apiVersion: client.authentication.k8s.io/v1
                  command: bin/plugin
                  args: [--cluster, "two words", ""]
                  env:
                  - {name: A, value: "1"}
                  - {name: A, value: "2"}
                  - {name: EMPTY, value: ""}
                  installHint: install it
                  interactiveMode: IfAvailable
                  provideClusterInfo: true
            """);
        var plugin = Assert.IsType<Credential.Exec>(config.Credential).Plugin;

        Assert.Equal(_folder["bin/plugin"], plugin.Command);
        Assert.Equal(["--cluster", "two words", ""], plugin.Arguments);
        Assert.Equal(("2", ""), (plugin.Environment["A"], plugin.Environment["EMPTY"]));
        Assert.Equal(("install it", false), (plugin.InstallHint, plugin.NeedsTerminal));
        var expected = JsonNode.Parse("""
            {"server":"https://c:6443","tls-server-name":"kubernetes","certificate-authority-data":"Y2E=","proxy-url":"http://proxy:3128",
             "config":{"audience":"7","retries":3,"deep":[true,null]}}
            """);
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(plugin.ClusterInfoJson!)), plugin.ClusterInfoJson);
    }

    [Fact]
    public void A_plugin_without_a_slash_is_looked_up_in_the_path_and_told_nothing_it_did_not_ask_for()
    {
        var plugin = Assert.IsType<Credential.Exec>(Load(Minimal("exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: aws}")).Credential).Plugin;

        Assert.Equal(("aws", "client.authentication.k8s.io/v1beta1"), (plugin.Command, plugin.ApiVersion));
        Assert.Null(plugin.ClusterInfoJson);
    }

    [Theory]
    [InlineData("Always", true)]
    [InlineData("IfAvailable", false)]
    [InlineData("Never", false)]
    public void A_plugin_that_insists_on_a_terminal_is_told_from_one_that_does_not(string mode, bool insists)
    {
        var user = $"exec: {{apiVersion: client.authentication.k8s.io/v1, command: aws, interactiveMode: {mode}}}";

        Assert.Equal(insists, Assert.IsType<Credential.Exec>(Load(Minimal(user)).Credential).Plugin.NeedsTerminal);
    }

    [Fact]
    public void Empty_values_read_as_absent()
    {
        var config = Load("""
            current-context: x
            preferences: {}
            users: null
            contexts:
            - {name: x, context: {cluster: c, user: "", namespace: null}}
            clusters:
            - {name: c, cluster: {server: "https://c", certificate-authority-data: "", tls-server-name: ~, insecure-skip-tls-verify: }}
            """);

        Assert.Null(config.Namespace);
        Assert.Equal(new TlsConfig(), config.Tls);
    }

    [Fact]
    public void JSON_is_a_kubeconfig_too() =>
        Assert.Equal("https://c/", Load("""{"current-context":"x","contexts":[{"name":"x","context":{"cluster":"c"}}],"clusters":[{"name":"c","cluster":{"server":"https://c"}}]}""").Server.AbsoluteUri);

    [Fact]
    public void A_server_without_a_scheme_means_https() =>
        Assert.Equal(new Uri("https://10.0.0.1:6443"), Load(Minimal("token: t").Replace("https://c", "10.0.0.1:6443", StringComparison.Ordinal)).Server);

    public void Dispose() => _folder.Dispose();

    /// <summary>A kubeconfig with one of each; the user and the rest of the cluster as the test writes them.</summary>
    internal static string Minimal(string user, string cluster = "") =>
        $"current-context: x\nclusters:\n- {{name: c, cluster: {{server: \"https://c\"{cluster}}}}}\nusers:\n- {{name: u, user: {{{user}}}}}\ncontexts:\n- {{name: x, context: {{cluster: c, user: u}}}}\n";

    private ClientConfig Load(string yaml) => ClientConfig.FromKubeconfig(_folder.Write("config", yaml));
}
