using System.Net;
using Kubernetes.Models.Core;
using Kubernetes.Runtime.Caching;
using Kubernetes.Tests.Scripting;
using static Kubernetes.Tests.Scripting.ListWatchScript;

namespace Kubernetes.Tests.Runtime.Caching;

/// <summary>An object with a type that the model does not expect is told in the log and left out; the others of its kind go on.</summary>
public sealed class UnreadableObjectTests : IAsyncLifetime
{
    private readonly InformerStage _stage = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _stage.DisposeAsync().AsTask();

    [Fact]
    public async Task In_a_list_it_is_left_out_and_told_with_its_name_and_the_reason()
    {
        _stage.Script.List(7, Map("a", 1), Bad("b", 2), Map("c", 3)).List(7, Map("a", 1), Bad("b", 2), Map("c", 3)).Watch();
        var informer = _stage.Start();
        await informer.WaitForSyncAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(["a", "c"], Names(informer));
        var told = Assert.Single(Told());
        Assert.Contains("x/b", told, StringComparison.Ordinal);
        Assert.Contains("$.data", told, StringComparison.Ordinal);
        Assert.Null(informer.LastError);
    }

    [Fact]
    public async Task On_any_page_of_a_list()
    {
        _stage.Script.List(7).WatchFails(HttpStatusCode.Gone, "Expired");
        _stage.Script.Page(9, "t1", Bad("a", 1), Map("b", 2)).Page(9, "t1", Bad("a", 1), Map("b", 2)).List(9, Bad("c", 3), Map("d", 4)).List(9, Bad("c", 3), Map("d", 4)).Watch();
        var informer = _stage.Start();

        await _stage.Until(() => Names(informer).SequenceEqual(["b", "d"]));
        Assert.Equal(2, Told().Count);
        Assert.Equal(["", "", "t1", "t1"], _stage.Script.Lists.Skip(1).Select(path => Watching.WatcherDrive.Parameter(path, "continue")));
    }

    [Fact]
    public async Task In_a_WatchList()
    {
        _stage.Script.Watch().Added(Map("a", 1)).Added(Bad("b", 2)).Added(Map("c", 3)).Modified(Bad("c", 4)).Added(Map("d", 5)).Bookmark("7", initialEventsEnd: true).Added(Map("e", 8));
        var informer = _stage.Start(watchList: true);

        await _stage.Until(() => Names(informer).SequenceEqual(["a", "d", "e"]));
        Assert.Equal(2, Told().Count);
        Assert.Empty(_stage.Script.Lists);
    }

    [Fact]
    public async Task In_a_watch_what_was_known_of_it_is_so_no_longer_and_it_comes_back_when_it_fits_again()
    {
        _stage.Script.List(7, Map("a", 1), Map("b", 2));
        var stream = _stage.Script.Watch();
        var informer = _stage.Start();
        await informer.WaitForSyncAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10));
        var seen = new System.Collections.Concurrent.ConcurrentQueue<string>();
        using var subscription = informer.Store.Subscribe(change => seen.Enqueue($"{change.GetType().Name} {change.Key.Name} {change.Object.Metadata.ResourceVersion}"));
        seen.Clear();
        stream.Modified(Bad("b", 8)).Modified(Bad("b", 9)).Modified(Map("a", 10)).Modified(Map("b", 11)).Modified(Bad("b", 12)).Deleted(Bad("b", 13)).Added(Map("b", 14, uid: "second"));

        await _stage.Until(() => informer.Store.Find(new("x", "b"))?.Metadata.ResourceVersion == "14");
        Assert.Equal(["Removed b 2", "Updated a 10", "Added b 11", "Removed b 11", "Added b 14"], seen);
        Assert.Equal(2, Told().Count);
    }

    [Fact]
    public async Task The_watch_resumes_behind_it()
    {
        _stage.Script.List(7);
        _stage.Script.Watch().Added(Bad("b", 9)).Break();
        _stage.Script.Watch().Deleted(Bad("b", 12)).Break();
        _stage.Script.Watch().Added(Map("a", 13));
        var informer = _stage.Start();

        await _stage.Until(() => Names(informer).SequenceEqual(["a"]));
        Assert.Equal(["7", "9", "12"], _stage.Script.Watches.Select(path => Watching.WatcherDrive.Parameter(path, "resourceVersion")));
    }

    [Fact]
    public async Task A_deletion_is_seen_even_when_the_last_state_cannot_be_read()
    {
        _stage.Script.List(7, Map("a", 1), Map("b", 2, uid: "second"));
        _stage.Script.Watch().Deleted(Bad("a", 8)).Deleted(Bad("b", 9)).Added(Map("c", 10));
        var informer = _stage.Start();

        // The one of another UID is an earlier object of that name.
        await _stage.Until(() => Names(informer).SequenceEqual(["b", "c"]));
        Assert.Empty(Told());
    }

    [Fact]
    public async Task It_is_told_once_however_often_it_is_listed_and_again_for_another_reason()
    {
        _stage.Script.List(7, Bad("b", 2)).List(7, Bad("b", 2)).WatchFails(HttpStatusCode.Gone, "Expired");
        _stage.Script.List(8, Bad("b", 2)).List(8, Bad("b", 2));
        var stream = _stage.Script.Watch().Added(Map("a", 9));
        var informer = _stage.Start();
        await _stage.Until(() => Names(informer).SequenceEqual(["a"]));
        Assert.Single(Told());

        stream.Modified("""{"metadata":{"name":"b","namespace":"x","uid":"b","resourceVersion":"10"},"immutable":"yes"}""").Added(Map("c", 11));
        await _stage.Until(() => Names(informer).SequenceEqual(["a", "c"]));
        Assert.Equal(2, Told().Count);
    }

    [Fact]
    public async Task What_is_no_object_at_all_still_fails_the_list()
    {
        for (var i = 0; i < 2; i++) _stage.Script.List(() => ScriptedServer.Json("""{"metadata":{"resourceVersion":"7"},"items":[{"metadata":{"name":5}}]}"""));
        _stage.Script.List(8, Map("a", 1)).Watch();
        var informer = _stage.Start();

        await _stage.Until(() => Names(informer).SequenceEqual(["a"]));
        Assert.Empty(Told());
        Assert.Contains(_stage.Log.Lines, line => line.Text.Contains("Watch of configmaps failed", StringComparison.Ordinal));
    }

    private static string Bad(string name, int version) =>
        $$$"""{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"{{{name}}}","namespace":"x","uid":"{{{name}}}","resourceVersion":"{{{version}}}"},"data":{"n":5}}""";

    private static IEnumerable<string?> Names(Informer<ConfigMap> informer) => informer.Store.List().Select(map => map.Metadata.Name).Order();

    private List<string> Told() => [.. _stage.Log.Lines.Where(line => line.Text.Contains("cannot be read", StringComparison.Ordinal)).Select(line => line.Text)];
}
