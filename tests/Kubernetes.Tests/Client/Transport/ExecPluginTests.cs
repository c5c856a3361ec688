using System.Net;
using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Client.Config;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Tests.Scripting;
using Microsoft.Extensions.Time.Testing;

namespace Kubernetes.Tests.Client.Transport;

/// <summary>Credential plugins, each a real process: a shell script that writes down how it was called.</summary>
public sealed class ExecPluginTests : IDisposable
{
    private const string V1 = "client.authentication.k8s.io/v1";

    private static readonly ObjectKey Key = new("x", "a");

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private Func<HttpRequestMessage, bool> _accepts = _ => true;

    private int Runs => File.Exists(_folder["runs"]) ? File.ReadAllLines(_folder["runs"]).Length : 0;

    [Fact]
    public async Task It_is_told_its_arguments_its_environment_and_the_question()
    {
        var script = _folder.Write("plugin.sh", $"for a in \"$@\"; do echo \"<$a>\"; done > {_folder["arguments"]}\necho \"$COLOUR\" > {_folder["variable"]}\nprintf '%s' \"$KUBERNETES_EXEC_INFO\" > {_folder["question"]}\n{Print("""{"token":"t"}""")}");
        var plugin = new ExecPlugin
        {
            Command = "/bin/sh",
            Arguments = [script, "two words", "", "$(touch x)", "a'b\"c\\", "*"],
            Environment = new Dictionary<string, string> { ["COLOUR"] = "dark blue" },
            ClusterInfoJson = """{"server":"https://c"}""",
        };
        var (client, server) = Open(plugin);
        await GetAsync(client);

        Assert.Equal(["<two words>", "<>", "<$(touch x)>", "<a'b\"c\\>", "<*>"], await File.ReadAllLinesAsync(_folder["arguments"]));
        Assert.Equal("dark blue\n", await File.ReadAllTextAsync(_folder["variable"]));
        var expected = JsonNode.Parse($$$$"""{"kind":"ExecCredential","apiVersion":"{{{{V1}}}}","spec":{"interactive":false,"cluster":{"server":"https://c"}}}""");
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(await File.ReadAllTextAsync(_folder["question"]))));
        Assert.Equal("Bearer t", server.Sent.Single().Headers["Authorization"]);
    }

    [Fact]
    public async Task A_path_in_a_kubeconfig_begins_at_that_file()
    {
        File.CreateSymbolicLink(_folder["shell"], "/bin/sh");
        var script = Script("""{"token":"t"}""");
        var kubeconfig = _folder.Write("config", Config.KubeconfigTests.Minimal($"exec: {{apiVersion: {V1}, command: ./shell, args: [\"{script}\"]}}"));
        var server = Server();
        using var client = new KubeClient(ClientConfig.FromKubeconfig(kubeconfig), server, _time);
        await GetAsync(client);

        Assert.Equal("Bearer t", server.Sent.Single().Headers["Authorization"]);
    }

    [Fact]
    public async Task It_runs_once_for_many_requests_at_a_time()
    {
        var (client, _) = Open(Shell(Script("""{"token":"t"}""", before: "sleep 0.3")));
        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => GetAsync(client)));

        Assert.Equal(1, Runs);
    }

    [Fact]
    public async Task Its_failure_is_shared_as_well()
    {
        var (client, server) = Open(Shell(Script("""{"token":"t"}""", before: "sleep 0.3; echo no luck >&2; exit 3")));
        var errors = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Assert.ThrowsAsync<ConfigException>(() => GetAsync(client))));

        Assert.Equal(1, Runs);
        Assert.All(errors, error => Assert.Contains("failed with exit code 3: no luck", error.Message, StringComparison.Ordinal));
        Assert.Empty(server.Sent);
    }

    [Fact]
    public async Task Whoever_gives_up_does_not_take_the_run_away_from_the_others()
    {
        var (client, _) = Open(Shell(Script("""{"token":"t"}""", before: "sleep 0.5")));
        using var stop = new CancellationTokenSource();
        var first = client.GetAsync<ConfigMap>(Key, stop.Token);
        var second = GetAsync(client);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await second;

        Assert.Equal(1, Runs);
    }

    [Fact]
    public async Task It_runs_again_shortly_before_its_answer_expires()
    {
        var expiry = _time.GetUtcNow().AddMinutes(10);
        var (client, _) = Open(Shell(Script($$"""{"token":"t","expirationTimestamp":"{{expiry:yyyy-MM-ddTHH:mm:ssZ}}"}""")));
        await GetAsync(client);
        _time.Advance(TimeSpan.FromMinutes(9.5));
        await GetAsync(client);
        Assert.Equal(1, Runs);
        _time.Advance(TimeSpan.FromSeconds(25));
        await GetAsync(client);

        Assert.Equal(2, Runs);
    }

    [Fact]
    public async Task After_a_401_it_runs_again_once()
    {
        var (client, server) = Open(Shell(Counting()));
        _accepts = request => request.Headers.Authorization?.Parameter != "t1";
        await GetAsync(client);
        Assert.Equal(["Bearer t1", "Bearer t2"], server.Sent.Select(request => request.Headers["Authorization"]));

        _accepts = _ => false;
        Assert.True((await Assert.ThrowsAsync<ApiException>(() => GetAsync(client))).IsUnauthorized);
        Assert.Equal(4, server.Sent.Count);
    }

    [Theory]
    [InlineData("exit 7", "failed with exit code 7")]
    [InlineData("echo hush", "did not print an ExecCredential")]
    [InlineData("echo '[1]'", "did not print an ExecCredential")]
    [InlineData("echo '{\"kind\":\"Secret\",\"apiVersion\":\"client.authentication.k8s.io/v1\",\"status\":{\"token\":\"hush\"}}'", "the kind 'Secret', not with ExecCredential")]
    [InlineData("echo '{\"kind\":\"ExecCredential\",\"apiVersion\":\"v9\",\"status\":{\"token\":\"hush\"}}'", "the apiVersion 'v9', not with client.authentication.k8s.io/v1")]
    [InlineData("echo '{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/v1\"}'", "did not print an ExecCredential with a status")]
    [InlineData("echo '{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/v1\",\"status\":{}}'", "neither a token nor a client certificate")]
    [InlineData("echo '{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/v1\",\"status\":{\"clientCertificateData\":\"hush\"}}'", "half a client certificate")]
    [InlineData("echo '{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/v1\",\"status\":{\"token\":\"hush hush\"}}'", "holds white space")]
    [InlineData("echo '{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/v1\",\"status\":{\"token\":\"hush\",\"expirationTimestamp\":\"soon\"}}'", "did not print an ExecCredential")]
    public async Task An_answer_that_is_none_says_so_and_tells_no_secret(string body, string expected)
    {
        var (client, server) = Open(Shell(_folder.Write("plugin.sh", body)));
        var error = await Assert.ThrowsAsync<ConfigException>(() => GetAsync(client));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(server.Sent);
    }

    [Fact]
    public async Task A_program_that_is_not_installed_comes_with_its_hint()
    {
        var (client, _) = Open(new ExecPlugin { Command = "no-such-plugin-7", InstallHint = "apt-get install it" });
        var error = await Assert.ThrowsAsync<ConfigException>(() => GetAsync(client));

        Assert.Contains("no-such-plugin-7 cannot be started", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("apt-get install it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_insists_on_a_terminal_is_not_started()
    {
        var (client, _) = Open(Shell(Script("""{"token":"t"}""")) with { NeedsTerminal = true });
        var error = await Assert.ThrowsAsync<ConfigException>(() => GetAsync(client));

        Assert.Contains("interactiveMode", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, Runs);
    }

    [Fact]
    public async Task A_program_that_never_ends_is_ended()
    {
        var (client, _) = Open(Shell(_folder.Write("plugin.sh", $"echo $$ > {_folder["pid"]}\nexec sleep 600")));
        var call = GetAsync(client);
        await TestKit.Eventually.Holds(() => Task.FromResult(File.Exists(_folder["pid"]) && new FileInfo(_folder["pid"]).Length > 0), "the plugin runs");
        _time.Advance(TimeSpan.FromSeconds(61));
        await Assert.ThrowsAnyAsync<Exception>(() => call.WaitAsync(TimeSpan.FromSeconds(20)));

        var pid = int.Parse(await File.ReadAllTextAsync(_folder["pid"]), System.Globalization.CultureInfo.InvariantCulture);
        await TestKit.Eventually.Holds(() => Task.FromResult(!IsAlive(pid)), "the plugin is gone");
    }

    [Fact]
    public async Task Its_client_certificate_is_shown_and_a_new_one_is_shown_on_new_connections()
    {
        using var authority = new TestAuthority();
        var names = new List<string>();
        await using var server = await TlsServer.StartAsync(
            () => authority.Server("localhost"),
            async context =>
            {
                names.Add((await context.Connection.GetClientCertificateAsync())?.Subject ?? "nobody");
                context.Response.StatusCode = names.Count == 2 ? 401 : 200;
                await Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, ListWatchScript.Map("a", 1));
            },
            asksForCertificate: true);
        foreach (var name in new[] { "first", "second" })
        {
            var (certificate, key) = authority.Client(name);
            _folder.Write(name, new JsonObject { ["kind"] = "ExecCredential", ["apiVersion"] = V1, ["status"] = new JsonObject { ["clientCertificateData"] = certificate, ["clientKeyData"] = key } }.ToJsonString());
        }

        var script = _folder.Write("plugin.sh", $"echo run >> {_folder["runs"]}\nif [ $(wc -l < {_folder["runs"]}) = 1 ]; then cat {_folder["first"]}; else cat {_folder["second"]}; fi");
        using var client = new KubeClient(new ClientConfig { Server = server.Address, Tls = new TlsConfig { AuthorityPem = authority.Pem }, Credential = new Credential.Exec(Shell(script)) });
        await GetAsync(client);
        await GetAsync(client);
        await GetAsync(client);

        Assert.Equal(["CN=first", "CN=first", "CN=second", "CN=second"], names);
    }

    [Fact]
    public async Task A_certificate_that_does_not_say_until_when_is_asked_itself()
    {
        using var authority = new TestAuthority();
        var (certificate, key) = authority.Client("short", until: _time.GetUtcNow().AddMinutes(5));
        var status = new JsonObject { ["token"] = "t", ["clientCertificateData"] = certificate, ["clientKeyData"] = key }.ToJsonString();
        var (client, _) = Open(Shell(Script(status)));
        await GetAsync(client);
        _time.Advance(TimeSpan.FromMinutes(4.5));
        await GetAsync(client);
        Assert.Equal(1, Runs);
        _time.Advance(TimeSpan.FromSeconds(25));
        await GetAsync(client);

        Assert.Equal(2, Runs);
    }

    public void Dispose() => _folder.Dispose();

    private static Task<ConfigMap> GetAsync(KubeClient client) => client.GetAsync<ConfigMap>(Key, CancellationToken.None);

    private static ExecPlugin Shell(string script) => new() { Command = "/bin/sh", Arguments = [script] };

    private static bool IsAlive(int pid) => Directory.Exists($"/proc/{pid}") && !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal);

    private static string Print(string status) => $$"""
        cat <<'END'
        {"kind":"ExecCredential","apiVersion":"{{V1}}","status":{{status}}}
        END
        """;

    private string Script(string status, string before = ":") => _folder.Write("plugin.sh", $"echo run >> {_folder["runs"]}\n{before}\n{Print(status)}\n");

    private string Counting() =>
        _folder.Write("plugin.sh", $$$"""
            echo run >> {{{_folder["runs"]}}}
            echo '{"kind":"ExecCredential","apiVersion":"{{{V1}}}","status":{"token":"t'$(wc -l < {{{_folder["runs"]}}})'"}}'
            """);

    private ScriptedServer Server() => new((request, _) => _accepts(request) ? ScriptedServer.Json(ListWatchScript.Map("a", 1)) : ScriptedServer.Failure(HttpStatusCode.Unauthorized, "Unauthorized"));

    private (KubeClient Client, ScriptedServer Server) Open(ExecPlugin plugin)
    {
        var server = Server();
        return (server.Client(_time, new ClientConfig { Server = new Uri("http://scripted"), Credential = new Credential.Exec(plugin) }), server);
    }
}
