using System.Net;
using System.Net.Sockets;
using Kubernetes.Client;
using Kubernetes.Client.Config;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Models.Policy;
using Kubernetes.Tests.Scripting;
using Microsoft.Extensions.Time.Testing;

namespace Kubernetes.Tests.Client;

/// <summary>The retry law: what is tried again, how often, after how long, and what never is.</summary>
public sealed class RetryTests
{
    private static readonly ObjectKey Key = new("x", "a");
    private static readonly ConfigMap Named = new() { Metadata = new ObjectMeta { Namespace = "x", Name = "a" }, Data = new Dictionary<string, string> { ["k"] = "v" } };
    private static readonly ConfigMap Generated = new() { Metadata = new ObjectMeta { Namespace = "x", GenerateName = "a-" } };
    private static readonly string Stored = ListWatchScript.Map("a", 7).Replace("\"metadata\"", "\"data\":{\"k\":\"v\",\"more\":\"w\"},\"metadata\"", StringComparison.Ordinal);

    private readonly FakeTimeProvider _time = new();

    public static TheoryData<string> Verbs => ["get", "list", "create", "create generated", "replace", "patch", "apply", "delete"];

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Too_many_requests_with_a_time_to_wait_is_tried_again_whatever_the_verb(string verb)
    {
        var begun = _time.GetUtcNow();
        var server = Failing(1, () => Busy(HttpStatusCode.TooManyRequests, seconds: 3));
        await _time.RunAsync(Do(server, verb));

        Assert.Equal(2, server.Sent.Count);
        Assert.InRange((_time.GetUtcNow() - begun).TotalSeconds, 3, 30);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_server_that_fails_but_says_when_to_come_back_is_asked_again(int status)
    {
        var server = Failing(2, () => Busy((HttpStatusCode)status, seconds: 1));
        await _time.RunAsync(Do(server, "create"));

        Assert.Equal(3, server.Sent.Count);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    [InlineData(409)]
    public async Task A_refusal_without_a_time_to_wait_is_final(int status)
    {
        var server = Failing(1, () => ScriptedServer.Failure((HttpStatusCode)status, "InternalError"));
        await Assert.ThrowsAsync<ApiException>(() => _time.RunAsync(Do(server, "get")));

        Assert.Single(server.Sent);
    }

    [Fact]
    public async Task The_body_may_say_how_long_to_wait_as_well()
    {
        const string body = """{"kind":"Status","status":"Failure","reason":"TooManyRequests","code":429,"details":{"retryAfterSeconds":2}}""";
        var server = Failing(1, () => ScriptedServer.Json(body, HttpStatusCode.TooManyRequests));
        await _time.RunAsync(Do(server, "get"));

        Assert.Equal(2, server.Sent.Count);
    }

    [Fact]
    public async Task A_date_says_how_long_to_wait_as_well()
    {
        var server = Failing(1, () =>
        {
            var busy = ScriptedServer.Failure(HttpStatusCode.ServiceUnavailable, "ServiceUnavailable");
            busy.Headers.RetryAfter = new(_time.GetUtcNow().AddSeconds(5));
            return busy;
        });
        var begun = _time.GetUtcNow();
        await _time.RunAsync(Do(server, "get"));

        Assert.InRange((_time.GetUtcNow() - begun).TotalSeconds, 4, 30);
    }

    [Fact]
    public async Task After_ten_retries_the_last_refusal_is_thrown()
    {
        var server = Failing(100, () => Busy(HttpStatusCode.TooManyRequests, seconds: 1));
        var refused = await Assert.ThrowsAsync<ApiException>(() => _time.RunAsync(Do(server, "get")));

        Assert.True(refused.IsTooManyRequests);
        Assert.Equal(11, server.Sent.Count);
    }

    [Fact]
    public async Task A_wait_longer_than_the_deadline_is_not_begun()
    {
        var server = Failing(1, () => Busy(HttpStatusCode.TooManyRequests, seconds: 120));
        var refused = await Assert.ThrowsAsync<ApiException>(() => _time.RunAsync(Do(server, "get")));

        Assert.Equal(TimeSpan.FromSeconds(120), refused.RetryAfter);
        Assert.Single(server.Sent);
    }

    [Fact]
    public async Task Clients_that_were_turned_away_together_do_not_come_back_together()
    {
        var clock = new HastyClock();
        var patient = new ClientConfig { Server = new Uri("http://scripted"), RequestTimeout = TimeSpan.FromHours(2) };
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => DoAsync(Failing(1, () => Busy(HttpStatusCode.TooManyRequests, seconds: 10)).Client(clock, patient), "get")));

        var waits = clock.Waits.Where(wait => wait < patient.RequestTimeout).ToList();
        Assert.Equal(20, waits.Count);
        Assert.All(waits, wait => Assert.InRange(wait.TotalSeconds, 10, 11.5));
        Assert.True(waits.Select(wait => Math.Round(wait.TotalSeconds, 2)).Distinct().Count() > 5, string.Join(' ', waits));
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task A_connection_that_was_refused_is_tried_again_whatever_the_verb(string verb)
    {
        var server = Failing(3, () => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused"));
        await _time.RunAsync(Do(server, verb));

        Assert.Equal(4, server.Sent.Count);
    }

    [Fact]
    public async Task A_server_that_took_the_connection_and_went_is_tried_again_like_one_that_refused_it()
    {
        var server = Failing(2, () => throw new SocketException((int)SocketError.NotConnected));
        await _time.RunAsync(Do(server, "create generated"));

        Assert.Equal(3, server.Sent.Count);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_given_up_after_three_tries()
    {
        var server = Failing(100, () => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused"));
        await Assert.ThrowsAsync<HttpRequestException>(() => _time.RunAsync(Do(server, "get")));

        Assert.Equal(4, server.Sent.Count);
    }

    [Theory]
    [InlineData("get", 2)]
    [InlineData("list", 2)]
    [InlineData("apply", 2)]
    [InlineData("create", 2)]
    [InlineData("create generated", 1)]
    [InlineData("replace", 1)]
    [InlineData("patch", 1)]
    [InlineData("delete", 1)]
    public async Task After_a_reset_only_what_can_be_said_twice_is_said_twice(string verb, int times)
    {
        foreach (var reset in new Exception[] { new HttpRequestException(HttpRequestError.ResponseEnded, "reset"), new IOException("reset") })
        {
            var server = Failing(1, () => throw reset);
            var call = _time.RunAsync(Do(server, verb));
            if (times == 1) await Assert.ThrowsAnyAsync<Exception>(() => call);
            else await call;
            Assert.Equal(times, server.Sent.Count);
        }
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_is_not_tried_again()
    {
        var server = Failing(1, () => throw new HttpRequestException(HttpRequestError.SecureConnectionError, "no"));
        await Assert.ThrowsAsync<HttpRequestException>(() => _time.RunAsync(Do(server, "get")));

        Assert.Single(server.Sent);
    }

    [Fact]
    public async Task A_create_that_was_carried_out_before_its_connection_broke_is_a_success()
    {
        var server = CreatedThenReset(Stored);
        var created = await _time.RunAsync(server.Client(_time).CreateAsync(Named, null, CancellationToken.None));

        Assert.Equal("7", created.Metadata.ResourceVersion);
        Assert.Equal(["POST", "POST", "GET"], server.Sent.Select(request => request.Method.Method));
    }

    [Fact]
    public async Task An_object_of_somebody_else_under_that_name_is_none()
    {
        var server = CreatedThenReset(ListWatchScript.Map("a", 7));
        var refused = await Assert.ThrowsAsync<ApiException>(() => _time.RunAsync(server.Client(_time).CreateAsync(Named, null, CancellationToken.None)));

        Assert.True(refused.IsAlreadyExists);
    }

    [Fact]
    public async Task A_create_that_is_refused_at_once_is_not_looked_up()
    {
        var server = new ScriptedServer((request, _) => request.Method == HttpMethod.Post ? ScriptedServer.Failure(HttpStatusCode.Conflict, "AlreadyExists") : ScriptedServer.Json(Stored));
        var refused = await Assert.ThrowsAsync<ApiException>(() => server.Client(_time).CreateAsync(Named, null, CancellationToken.None));

        Assert.True(refused.IsAlreadyExists);
        Assert.Single(server.Sent);
    }

    [Fact]
    public async Task A_refused_eviction_is_the_callers_to_repeat()
    {
        var server = Failing(1, () => Busy(HttpStatusCode.TooManyRequests, seconds: 1));
        var eviction = new Eviction { Metadata = Named.Metadata };
        await Assert.ThrowsAsync<ApiException>(() => server.Client(_time).CreateAsync(eviction, new WriteOptions { Subresource = "eviction" }, CancellationToken.None));

        Assert.Single(server.Sent);
    }

    [Fact]
    public async Task A_watch_is_never_repeated_its_reader_knows_where_to_go_on()
    {
        var server = Failing(1, () => Busy(HttpStatusCode.TooManyRequests, seconds: 1));
        await Assert.ThrowsAsync<ApiException>(async () =>
        {
            await foreach (var _ in server.Client(_time).WatchAsync<ConfigMap>(new WatchOptions(), CancellationToken.None)) Assert.Fail();
        });

        Assert.Single(server.Sent);
    }

    [Fact]
    public async Task Whoever_stops_waiting_is_not_kept()
    {
        using var stop = new CancellationTokenSource();
        var server = Failing(100, () => Busy(HttpStatusCode.TooManyRequests, seconds: 5));
        var call = server.Client(_time).GetAsync<ConfigMap>(Key, stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    private static HttpResponseMessage Busy(HttpStatusCode status, int seconds)
    {
        var busy = ScriptedServer.Failure(status, "TooManyRequests");
        busy.Headers.RetryAfter = new(TimeSpan.FromSeconds(seconds));
        return busy;
    }

    private static ScriptedServer Failing(int times, Func<HttpResponseMessage> fail)
    {
        var left = times;
        return new ScriptedServer((request, _) => Interlocked.Decrement(ref left) >= 0 ? fail() : ScriptedServer.Json(Answer(request)));
    }

    private static string Answer(HttpRequestMessage request) =>
        request.Method == HttpMethod.Get && !request.RequestUri!.AbsolutePath.EndsWith("/a", StringComparison.Ordinal)
            ? """{"kind":"ConfigMapList","apiVersion":"v1","metadata":{},"items":[]}"""
            : Stored;

    private static ScriptedServer CreatedThenReset(string found)
    {
        var posts = 0;
        return new ScriptedServer((request, _) => request.Method == HttpMethod.Get
            ? ScriptedServer.Json(found)
            : ++posts == 1 ? throw new HttpRequestException(HttpRequestError.ResponseEnded, "reset") : ScriptedServer.Failure(HttpStatusCode.Conflict, "AlreadyExists"));
    }

    private Task<object?> Do(ScriptedServer server, string verb) => DoAsync(server.Client(_time), verb);

    private static async Task<object?> DoAsync(KubeClient client, string verb)
    {
        switch (verb)
        {
            case "get": return await client.GetAsync<ConfigMap>(Key, CancellationToken.None);
            case "list": return await client.ListAsync<ConfigMap>(new ListOptions(), CancellationToken.None);
            case "create": return await client.CreateAsync(Named, null, CancellationToken.None);
            case "create generated": return await client.CreateAsync(Generated, null, CancellationToken.None);
            case "replace": return await client.ReplaceAsync(Named, null, CancellationToken.None);
            case "patch": return await client.PatchAsync<ConfigMap>(Key, Patch.Merge([]), null, CancellationToken.None);
            case "apply": return await client.ApplyAsync(Named, new ApplyOptions { FieldManager = "me" }, CancellationToken.None);
            default:
                await client.DeleteAsync<ConfigMap>(Key, null, CancellationToken.None);
                return null;
        }
    }
}
