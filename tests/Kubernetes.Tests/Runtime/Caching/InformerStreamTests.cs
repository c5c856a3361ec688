using System.Text;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Caching;
using Kubernetes.Tests.Scripting;
using static Kubernetes.Tests.Scripting.ListWatchScript;

namespace Kubernetes.Tests.Runtime.Caching;

/// <summary>What an informer makes of bodies that come in pieces, break off or are not what they should be.</summary>
public sealed class InformerStreamTests : IAsyncLifetime
{
    private readonly InformerStage _stage = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _stage.DisposeAsync().AsTask();

    [Fact]
    public async Task A_stream_that_breaks_after_any_byte_of_an_event_is_opened_again_and_the_event_read_whole()
    {
        var line = Encoding.UTF8.GetBytes($$"""{"type":"ADDED","object":{{Map("ü€😀", 9)}}}""" + "\n");
        var start = line.AsSpan().IndexOf("ü€😀"u8);
        for (var cut = start; cut <= start + 9; cut++)
        {
            await using var stage = new InformerStage();
            stage.Script.List(7);
            stage.Script.Watch().Raw(line.AsSpan(0, cut)).Break();
            stage.Script.Watch().Raw(line);
            var informer = stage.Start();
            await stage.Until(() => informer.Store.Count == 1);

            Assert.Equal("ü€😀", informer.Store.List().Single().Metadata.Name);
            Assert.Equal("7", Watching.WatcherDrive.Parameter(stage.Script.Watches[1], "resourceVersion"));
        }
    }

    [Fact]
    public async Task An_event_that_comes_byte_by_byte_is_one_event()
    {
        var line = Encoding.UTF8.GetBytes($$"""{"type":"ADDED","object":{{Map("ü€😀", 9)}}}""" + "\n");
        _stage.Script.List(7);
        var stream = _stage.Script.Watch();
        var informer = _stage.Start();
        foreach (var one in line) stream.Raw([one]);

        await TestKit.Eventually.Holds(() => Task.FromResult(informer.Store.Count == 1), "the object");
        Assert.Equal("ü€😀", informer.Store.List().Single().Metadata.Name);
    }

    [Fact]
    public async Task A_list_with_managed_fields_is_read_without_them_however_large_it_is()
    {
        var fields = string.Join(',', Enumerable.Range(0, 200).Select(i => $$""" "f:key{{i}}":{} """));
        var map = """{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"NAME","namespace":"x","uid":"NAME","resourceVersion":"3","managedFields":[{"manager":"m","operation":"Apply","fieldsV1":{"f:data":{FIELDS}}}]}}"""
            .Replace("FIELDS", fields, StringComparison.Ordinal);
        _stage.Script.List(7, [.. Enumerable.Range(0, 200).Select(i => map.Replace("NAME", $"m{i}", StringComparison.Ordinal))]).Watch();
        var informer = _stage.Start();

        await informer.WaitForSyncAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(200, informer.Store.Count);
        Assert.All(informer.Store.List(), one => Assert.Null(one.Metadata.ManagedFields));
    }

    [Fact]
    public async Task A_subscriber_that_throws_does_not_end_the_informer()
    {
        _stage.Script.List(7, Map("a", 1));
        var stream = _stage.Script.Watch();
        _stage.Script.List(9, Map("a", 1), Map("b", 8), Map("c", 9)).Watch();
        var informer = _stage.Start();
        await informer.WaitForSyncAsync(CancellationToken.None);
        var broken = true;
        using var subscription = informer.Store.Subscribe(change =>
        {
            if (change.Key.Name == "b" && broken) throw new InvalidOperationException("a bug");
        });
        stream.Added(Map("b", 8));
        await TestKit.Eventually.Holds(() => Task.FromResult(informer.LastError == "a bug"), "the error");
        broken = false;

        await _stage.Until(() => informer.Store.Find(new ObjectKey("x", "c")) is not null);
    }

    [Fact]
    public async Task A_cache_of_metadata_alone_asks_for_no_more_and_follows_its_changes()
    {
        _stage.Script.List(7, Map("a", 1, label: "old"));
        var stream = _stage.Script.Watch().Modified(Map("a", 8, label: "new")).Added(Map("b", 9));
        var informer = _stage.Start<MetadataOf<ConfigMap>>();

        await TestKit.Eventually.Holds(() => Task.FromResult(informer.Store.Count == 2), "both objects");
        Assert.Equal("new", informer.Store.Find(new ObjectKey("x", "a"))!.Metadata.Labels!["l"]);
        Assert.All(_stage.Script.Server.Sent, sent => Assert.Contains("PartialObjectMetadata", sent.Headers["Accept"], StringComparison.Ordinal));
        stream.End();
    }

    [Fact]
    public async Task A_server_that_says_when_to_come_back_is_left_alone_until_then()
    {
        var begun = _stage.Time.GetUtcNow();
        _stage.Script.List(7);
        _stage.Script.Watch().Send("ERROR", """{"kind":"Status","status":"Failure","reason":"TooManyRequests","code":429,"details":{"retryAfterSeconds":20}}""");
        _stage.Script.Watch().Added(Map("a", 9));
        var informer = _stage.Start();
        await _stage.Until(() => informer.Store.Count == 1);

        Assert.True(_stage.Time.GetUtcNow() - begun >= TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_failure_at_the_instant_of_stopping_is_not_passed_on()
    {
        using var stop = new CancellationTokenSource();
        _stage.Script.List(() =>
        {
            stop.Cancel();
            return ScriptedServer.Failure(System.Net.HttpStatusCode.ServiceUnavailable, "ServiceUnavailable");
        });

        await new Informer<ConfigMap>(_stage.Script.Client(_stage.Time), new InformerOptions { PreferWatchList = false }, _stage.Time).RunAsync(stop.Token).WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task The_list_that_follows_an_expired_version_takes_away_what_it_does_not_show()
    {
        _stage.Script.List(7, Map("stays", 1), Map("goes", 2), Map("again", 3, uid: "first"));
        var stream = _stage.Script.Watch();
        _stage.Script.List(20, Map("stays", 1), Map("again", 15, uid: "second")).Watch();
        var informer = _stage.Start();
        await informer.WaitForSyncAsync(CancellationToken.None);
        var seen = new System.Collections.Concurrent.ConcurrentQueue<string>();
        using var subscription = informer.Store.Subscribe(change => seen.Enqueue($"{change.GetType().Name} {change.Key.Name} {change.Object.Metadata.Uid}"));
        seen.Clear();
        stream.Error(410, "Expired");

        await _stage.Until(() => seen.Count >= 3);
        Assert.Equal(["Added again second", "Removed again first", "Removed goes goes"], seen.Order());
    }
}
