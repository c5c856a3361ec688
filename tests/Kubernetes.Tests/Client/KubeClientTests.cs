using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Client.Config;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Authentication;
using Kubernetes.Models.Authorization;
using Kubernetes.Models.Autoscaling;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Tests.Scripting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using TestKit;

namespace Kubernetes.Tests.Client;

/// <summary>What every call of the client keeps to.</summary>
public sealed class KubeClientTests
{
    private static readonly ObjectKey Key = new("x", "a");

    private readonly FakeTimeProvider _time = new();

    public static TheoryData<string> Calls => ["get", "list", "create", "replace", "patch", "apply", "delete", "delete all", "scale", "watch"];

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Every_call_has_a_deadline_until_its_answer_begins(string call)
    {
        var never = new HangingHandler();
        using var client = new KubeClient(new ClientConfig { Server = new Uri("http://scripted"), RequestTimeout = TimeSpan.FromSeconds(7) }, never, _time);
        var late = await Assert.ThrowsAsync<TimeoutException>(() => _time.RunAsync(DoAsync(client, call)));

        Assert.Contains("no answer within 7 s", late.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_watch_that_does_not_begin_is_given_up_sooner_than_other_requests()
    {
        using var client = new KubeClient(new ClientConfig { Server = new Uri("http://scripted"), RequestTimeout = TimeSpan.FromMinutes(2) }, new HangingHandler(), _time);
        var late = await Assert.ThrowsAsync<TimeoutException>(() => _time.RunAsync(DoAsync(client, "watch")));

        Assert.Contains("no answer within 35 s", late.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Every_call_stops_when_it_is_told_to(string call)
    {
        using var stop = new CancellationTokenSource();
        using var client = new KubeClient(new ClientConfig { Server = new Uri("http://scripted") }, new HangingHandler(), _time);
        var running = DoAsync(client, call, stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task The_deadline_holds_for_the_body_too()
    {
        var stream = new ScriptedStream().Raw("{\"kind\":");
        var server = new ScriptedServer((_, _) => stream.Response());

        await Assert.ThrowsAsync<TimeoutException>(() => _time.RunAsync(server.Client(_time).GetAsync<ConfigMap>(Key, CancellationToken.None), TimeSpan.FromSeconds(1)));
        stream.End();
    }

    [Fact]
    public async Task A_watch_outlives_the_deadline_of_requests()
    {
        var script = new ListWatchScript();
        var stream = script.Watch().Added(ListWatchScript.Map("a", 1));
        await using var events = script.Client(_time).WatchAsync<ConfigMap>(new WatchOptions(), CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await events.MoveNextAsync());
        var next = events.MoveNextAsync().AsTask();
        _time.Advance(TimeSpan.FromHours(2));
        stream.Added(ListWatchScript.Map("b", 2));

        Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(10)));
        stream.End();
    }

    [Fact]
    public async Task No_more_requests_are_under_way_than_configured_and_watches_do_not_count()
    {
        var handler = new HangingHandler();
        using var client = new KubeClient(new ClientConfig { Server = new Uri("http://scripted"), MaxInFlight = 3 }, handler, _time);
        using var stop = new CancellationTokenSource();
        var watch = DoAsync(client, "watch", stop.Token);
        var calls = Enumerable.Range(0, 10).Select(_ => DoAsync(client, "get", stop.Token)).ToList();
        await Eventually.Holds(() => Task.FromResult(handler.Waiting == 4), "three requests and a watch");
        handler.Release(4);
        await Eventually.Holds(() => Task.FromResult(handler.Seen == 7 && handler.Waiting == 3), "the next three");
        Assert.Equal(4, handler.Most);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => Task.WhenAll([watch, .. calls]));
    }

    [Fact]
    public async Task Only_lists_are_compressed_and_nobody_notices()
    {
        var server = new ScriptedServer((request, _) => request.Headers.AcceptEncoding.Count > 0 ? Packed("""{"items":[{"metadata":{"name":"a"}}]}""") : ScriptedServer.Json(ListWatchScript.Map("a", 1)));
        using var client = server.Client();

        Assert.Equal("a", (await client.ListAsync<ConfigMap>(new ListOptions(), CancellationToken.None)).Items.Single().Metadata.Name);
        await client.GetAsync<ConfigMap>(Key, CancellationToken.None);
        await client.CreateAsync(new ConfigMap { Metadata = new ObjectMeta { Namespace = "x", Name = "a" } }, null, CancellationToken.None);
        Assert.Equal("gzip", server.Sent.First().Headers["Accept-Encoding"]);
        Assert.All(server.Sent.Skip(1), request => Assert.DoesNotContain("Accept-Encoding", request.Headers.Keys));
    }

    [Fact]
    public async Task Compression_can_be_switched_off()
    {
        var server = new ScriptedServer((_, _) => ScriptedServer.Json("""{"items":[]}"""));
        using var client = server.Client(config: new ClientConfig { Server = new Uri("http://scripted"), DisableCompression = true });
        await client.ListAsync<ConfigMap>(new ListOptions(), CancellationToken.None);

        Assert.DoesNotContain("Accept-Encoding", server.Sent.Single().Headers.Keys);
    }

    [Fact]
    public async Task A_warning_of_the_server_is_logged_once()
    {
        var server = new ScriptedServer((_, _) =>
        {
            var answer = ScriptedServer.Json(ListWatchScript.Map("a", 1));
            answer.Headers.TryAddWithoutValidation("Warning", ["299 - \"v1 Old is deprecated\"", "299 - \"unknown field \\\"spec.x\\\"\"", "199 - \"not for us\""]);
            return answer;
        });
        using var log = new LogCapture();
        using var client = new KubeClient(new ClientConfig { Server = new Uri("http://scripted") }, server, loggers: log);
        for (var i = 0; i < 3; i++) await client.GetAsync<ConfigMap>(Key, CancellationToken.None);

        var warnings = log.Lines.Where(line => line.Level == LogLevel.Warning).Select(line => line.Text).ToList();
        Assert.Equal(2, warnings.Count);
        Assert.Contains("v1 Old is deprecated", warnings[0], StringComparison.Ordinal);
        Assert.DoesNotContain(warnings, line => line.Contains("not for us", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_queue_that_a_request_went_through_is_in_the_debug_log()
    {
        var server = new ScriptedServer((_, _) =>
        {
            var answer = ScriptedServer.Json(ListWatchScript.Map("a", 1));
            answer.Headers.Add("X-Kubernetes-PF-FlowSchema-UID", "flow-7");
            answer.Headers.Add("X-Kubernetes-PF-PriorityLevel-UID", "level-8");
            return answer;
        });
        using var log = new LogCapture();
        using var client = new KubeClient(new ClientConfig { Server = new Uri("http://scripted") }, server, loggers: log);
        await client.GetAsync<ConfigMap>(Key, CancellationToken.None);

        var line = Assert.Single(log.Lines, line => line.Level == LogLevel.Debug).Text;
        Assert.Contains("flow-7", line, StringComparison.Ordinal);
        Assert.Contains("level-8", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_behind_a_path_is_asked_under_it()
    {
        var server = new ScriptedServer((_, _) => ScriptedServer.Json(ListWatchScript.Map("a", 1)));
        using var client = server.Client(config: new ClientConfig { Server = new Uri("http://gateway/clusters/c1/") });
        await client.GetAsync<ConfigMap>(Key, CancellationToken.None);

        Assert.Equal("/clusters/c1/api/v1/namespaces/x/configmaps/a", server.Sent.Single().PathAndQuery);
    }

    [Fact]
    public async Task Access_and_token_reviews_and_scale_go_through_the_same_verbs()
    {
        var server = new ScriptedServer((request, _) => ScriptedServer.Json(request.RequestUri!.AbsolutePath.Split('/')[^1] switch
        {
            "selfsubjectaccessreviews" => """{"status":{"allowed":true,"reason":"yes"}}""",
            "subjectaccessreviews" => """{"status":{"allowed":false,"denied":true}}""",
            "tokenreviews" => """{"status":{"authenticated":true,"user":{"username":"ada","groups":["g"]}}}""",
            _ => """{"spec":{"replicas":3},"status":{"replicas":2,"selector":"a=b"}}""",
        }));
        using var client = server.Client();

        Assert.True((await client.CreateAsync(new SelfSubjectAccessReview { Spec = new() { ResourceAttributes = new() { Verb = "list", Resource = "pods" } } }, null, CancellationToken.None)).Status!.Allowed);
        Assert.False((await client.CreateAsync(new SubjectAccessReview { Spec = new() { User = "ada", NonResourceAttributes = new() { Path = "/metrics", Verb = "get" } } }, null, CancellationToken.None)).Status!.Allowed);
        Assert.Equal("ada", (await client.CreateAsync(new TokenReview { Spec = new() { Token = "t" } }, null, CancellationToken.None)).Status!.User!.Username);
        Assert.Equal(3, (await client.GetSubresourceAsync<StatefulSet, Scale>(Key, "scale", CancellationToken.None)).Spec!.Replicas);
        Assert.Equal(
            ["/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", "/apis/authorization.k8s.io/v1/subjectaccessreviews", "/apis/authentication.k8s.io/v1/tokenreviews", "/apis/apps/v1/namespaces/x/statefulsets/a/scale"],
            server.Sent.Select(request => request.PathAndQuery));
    }

    [Fact]
    public async Task Metadata_alone_can_be_listed_got_and_watched()
    {
        const string one = """{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1","metadata":{"name":"a","namespace":"x","resourceVersion":"4","labels":{"l":"m"},"managedFields":[{"manager":"me"}]}}""";
        var server = new ScriptedServer((request, _) => request.RequestUri!.Query.Contains("watch", StringComparison.Ordinal)
            ? ScriptedServer.Json($$"""{"type":"ADDED","object":{{one}}}""")
            : ScriptedServer.Json(request.RequestUri.AbsolutePath.EndsWith("/a", StringComparison.Ordinal) ? one : $$"""{"kind":"PartialObjectMetadataList","apiVersion":"meta.k8s.io/v1","metadata":{"resourceVersion":"9","continue":"c"},"items":[{{one}}]}"""));
        using var client = server.Client();

        var list = await client.ListAsync<MetadataOf<Pod>>(new ListOptions { Namespace = "x" }, CancellationToken.None);
        Assert.Equal(("9", "c", "a"), (list.Metadata.ResourceVersion, list.Metadata.Continue, list.Items.Single().Metadata.Name));
        Assert.Null(list.Items.Single().Metadata.ManagedFields);
        Assert.Equal("m", (await client.GetAsync<MetadataOf<Pod>>(Key, CancellationToken.None)).Metadata.Labels!["l"]);
        await foreach (var item in client.WatchAsync<MetadataOf<Pod>>(new WatchOptions(), CancellationToken.None)) Assert.Equal("a", Assert.IsType<WatchEvent<MetadataOf<Pod>>.Added>(item).Object.Metadata.Name);
        Assert.StartsWith("/api/v1/namespaces/x/pods", server.Sent.First().PathAndQuery, StringComparison.Ordinal);
        Assert.All(server.Sent, request => Assert.StartsWith("application/json;as=PartialObjectMetadata", request.Headers["Accept"].Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_body_may_begin_with_a_byte_order_mark_and_white_space()
    {
        var bytes = Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(" \n" + ListWatchScript.Map("a", 1) + "\n")).ToArray();
        var server = new ScriptedServer((_, _) => new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(bytes) });

        Assert.Equal("a", (await server.Client().GetAsync<ConfigMap>(Key, CancellationToken.None)).Metadata.Name);
    }

    private static HttpResponseMessage Packed(string json)
    {
        var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionMode.Compress, leaveOpen: true)) gzip.Write(Encoding.UTF8.GetBytes(json));
        var answer = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(bytes.ToArray()) };
        answer.Content.Headers.ContentEncoding.Add("gzip");
        return answer;
    }

    private static async Task<object?> DoAsync(KubeClient client, string call, CancellationToken cancellationToken = default)
    {
        var map = new ConfigMap { Metadata = new ObjectMeta { Namespace = "x", Name = "a" } };
        switch (call)
        {
            case "get": return await client.GetAsync<ConfigMap>(Key, cancellationToken);
            case "list": return await client.ListAsync<ConfigMap>(new ListOptions(), cancellationToken);
            case "create": return await client.CreateAsync(map, null, cancellationToken);
            case "replace": return await client.ReplaceAsync(map, null, cancellationToken);
            case "patch": return await client.PatchAsync<ConfigMap>(Key, Patch.Merge(new JsonObject()), null, cancellationToken);
            case "apply": return await client.ApplyAsync(map, new ApplyOptions { FieldManager = "me" }, cancellationToken);
            case "scale": return await client.ReplaceSubresourceAsync<StatefulSet, Scale>(Key, "scale", new Scale(), null, cancellationToken);
            case "delete": await client.DeleteAsync<ConfigMap>(Key, null, cancellationToken); break;
            case "delete all": await client.DeleteCollectionAsync<ConfigMap>(new ListOptions { Namespace = "x" }, cancellationToken); break;
            default:
                await foreach (var _ in client.WatchAsync<ConfigMap>(new WatchOptions(), cancellationToken)) continue;
                break;
        }

        return null;
    }
}
