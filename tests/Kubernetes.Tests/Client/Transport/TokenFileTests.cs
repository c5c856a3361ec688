using System.Net;
using Kubernetes.Client;
using Kubernetes.Client.Config;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Tests.Scripting;
using Microsoft.Extensions.Time.Testing;

namespace Kubernetes.Tests.Client.Transport;

/// <summary>A token that somebody else renews in its file.</summary>
public sealed class TokenFileTests : IDisposable
{
    private static readonly ObjectKey Key = new("x", "a");

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private string _accepted = "one";

    [Fact]
    public async Task It_is_trimmed_and_read_again_after_a_minute()
    {
        var (client, server) = Open(" one\n");
        await GetAsync(client);
        _folder.Write("token", "two");
        _time.Advance(TimeSpan.FromSeconds(59));
        await GetAsync(client);
        _accepted = "two";
        _time.Advance(TimeSpan.FromSeconds(1));
        await GetAsync(client);

        Assert.Equal(["Bearer one", "Bearer one", "Bearer two"], Shown(server));
    }

    [Fact]
    public async Task After_a_401_it_is_read_at_once()
    {
        var (client, server) = Open("one");
        await GetAsync(client);
        (_accepted, _) = ("two", _folder.Write("token", "two"));
        await GetAsync(client);

        Assert.Equal(["Bearer one", "Bearer one", "Bearer two"], Shown(server));
    }

    [Fact]
    public async Task A_token_that_did_not_change_is_not_shown_again()
    {
        var (client, server) = Open("wrong");
        var refused = await Assert.ThrowsAsync<ApiException>(() => GetAsync(client));

        Assert.True(refused.IsUnauthorized);
        Assert.Single(server.Sent);
    }

    [Fact]
    public async Task A_watch_is_renewed_in_the_same_way()
    {
        var (client, server) = Open("one");
        _accepted = "two";
        await GetAsync(client).ContinueWith(_ => { }, TaskScheduler.Default);
        _folder.Write("token", "two");
        await foreach (var _ in client.WatchAsync<ConfigMap>(new WatchOptions(), CancellationToken.None)) continue;

        Assert.Equal(["Bearer one", "Bearer one", "Bearer two"], Shown(server));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n")]
    public async Task While_the_file_is_being_replaced_the_last_token_holds(string? content)
    {
        var (client, server) = Open("one");
        await GetAsync(client);
        if (content is null) File.Delete(_folder["token"]);
        else _folder.Write("token", content);
        _time.Advance(TimeSpan.FromMinutes(2));
        await GetAsync(client);

        Assert.Equal(["Bearer one", "Bearer one"], Shown(server));
    }

    [Theory]
    [InlineData(null, "cannot be read")]
    [InlineData("", "it is empty")]
    [InlineData("hu sh", "holds white space")]
    [InlineData("hu\nsh", "holds white space")]
    [InlineData("hüsh", "holds white space or other characters")]
    public async Task A_file_that_holds_none_is_named_and_its_content_is_not(string? content, string expected)
    {
        var (client, server) = Open(content);
        var error = await Assert.ThrowsAsync<ConfigException>(() => GetAsync(client));

        Assert.Contains(_folder["token"], error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        if (content?.Length > 0) Assert.DoesNotContain(content, error.ToString(), StringComparison.Ordinal);
        Assert.Empty(server.Sent);
    }

    public void Dispose() => _folder.Dispose();

    private static Task<ConfigMap> GetAsync(KubeClient client) => client.GetAsync<ConfigMap>(Key, CancellationToken.None);

    private static IEnumerable<string> Shown(ScriptedServer server) => server.Sent.Select(request => request.Headers["Authorization"]);

    private (KubeClient Client, ScriptedServer Server) Open(string? token)
    {
        if (token is not null) _folder.Write("token", token);
        var server = new ScriptedServer((request, _) => request.Headers.Authorization?.Parameter != _accepted
            ? ScriptedServer.Failure(HttpStatusCode.Unauthorized, "Unauthorized")
            : request.RequestUri!.Query.Contains("watch", StringComparison.Ordinal) ? ScriptedServer.Json("") : ScriptedServer.Json(ListWatchScript.Map("a", 1)));
        return (server.Client(_time, new ClientConfig { Server = new Uri("http://scripted"), Credential = new Credential.TokenFile(_folder["token"]) }), server);
    }
}
