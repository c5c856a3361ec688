using System.Net;
using Kubernetes.Models.Core;
using Kubernetes.Runtime.Watching;
using Kubernetes.Tests.Scripting;
using Microsoft.Extensions.Time.Testing;
using static Kubernetes.Tests.Runtime.Watching.WatcherDrive;
using static Kubernetes.Tests.Scripting.ListWatchScript;

namespace Kubernetes.Tests.Runtime.Watching;

public sealed class WatcherTests
{
    private static readonly WatcherOptions Plain = new() { PreferWatchList = false };

    private readonly ListWatchScript _script = new();
    private readonly FakeTimeProvider _time = new();
    private readonly WatcherDrive _drive;

    public WatcherTests() => _drive = new WatcherDrive(_script, _time);

    [Fact]
    public async Task It_lists_from_the_servers_cache_and_then_watches_from_the_version_of_the_list()
    {
        _script.List(7, Map("a", 3));
        var stream = _script.Watch().Added(Map("b", 9));
        var seen = await _drive.StepAsync(Plain, 4);

        Assert.Equal("/api/v1/configmaps?resourceVersion=0", _script.Lists.Single());
        Assert.Contains("resourceVersion=7", _script.Watches.Single(), StringComparison.Ordinal);
        Assert.Contains("allowWatchBookmarks=true", _script.Watches.Single(), StringComparison.Ordinal);
        Assert.Equal(["Init", "InitLast 7", "-", "Apply b"], seen.Events);
        Assert.IsType<WatchState<ConfigMap>.Watching>(seen.State);
        stream.End();
    }

    [Fact]
    public async Task A_narrow_watch_says_so_in_every_request()
    {
        var narrow = new WatcherOptions { Namespace = "x", LabelSelector = "a=b", FieldSelector = "metadata.name=c" };
        _script.WatchFails(HttpStatusCode.UnsupportedMediaType, "UnsupportedMediaType").Page(7, more: "t1").List(7).Watch().Bookmark("8");
        await _drive.StepAsync(narrow, 7);

        Assert.Equal((2, 2), (_script.Watches.Count, _script.Lists.Count));
        Assert.All([.. _script.Watches, .. _script.Lists], path => Assert.Equal(
            ("/api/v1/namespaces/x/configmaps", "a%3Db", "metadata.name%3Dc"), (path.Split('?')[0], Parameter(path, "labelSelector"), Parameter(path, "fieldSelector"))));
    }

    [Fact]
    public async Task It_reads_page_after_page()
    {
        _script.Page(7, more: "t1", Map("a", 3)).Page(7, more: "t2", Map("b", 4)).List(7, Map("c", 5));
        var seen = await _drive.StepAsync(Plain, 4);

        Assert.Equal(["Init", "InitPage 1", "InitPage 1", "InitLast 7"], seen.Events);
        Assert.Equal(["", "t1", "t2"], _script.Lists.Select(path => Parameter(path, "continue")));
    }

    [Fact]
    public async Task A_page_that_has_expired_begins_the_list_again_and_asks_storage()
    {
        _script.Page(7, more: "t1", Map("a", 3)).ListFails(HttpStatusCode.Gone, "Expired").List(8, Map("a", 3));
        var seen = await _drive.StepAsync(Plain, 5);

        Assert.Equal(["Init", "InitPage 1", "Failed", "Init", "InitLast 8"], seen.Events);
        Assert.DoesNotContain("resourceVersion", _script.Lists[^1], StringComparison.Ordinal);
        Assert.Contains("limit=500", _script.Lists[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_that_the_server_has_not_reached_yet_is_read_through()
    {
        const string tooLarge = """{"kind":"Status","status":"Failure","reason":"Timeout","code":504,"details":{"causes":[{"reason":"ResourceVersionTooLarge"}]}}""";
        _script.List(() => ScriptedServer.Json(tooLarge, HttpStatusCode.GatewayTimeout)).List(8);
        var seen = await _drive.StepAsync(Plain, 4);

        Assert.Equal(["Init", "Failed", "Init", "InitLast 8"], seen.Events);
        Assert.DoesNotContain("resourceVersion", _script.Lists[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ADDED")]
    [InlineData("MODIFIED")]
    [InlineData("DELETED")]
    [InlineData("BOOKMARK")]
    public async Task After_a_break_it_resumes_from_the_version_of_any_event(string type)
    {
        _script.List(7);
        _script.Watch().Send(type, Map("b", 9)).Break();
        _script.Watch().Added(Map("c", 10));
        var seen = await _drive.StepAsync(Plain, 6);

        Assert.Equal("Failed", seen.Events[4]);
        Assert.Equal("9", Assert.IsType<WatchState<ConfigMap>.Watching>(seen.State).ResourceVersion);
        await WatcherDrive.StepOnceAsync(seen);
        Assert.Equal("9", Parameter(_script.Watches[1], "resourceVersion"));
    }

    [Fact]
    public async Task A_late_bookmark_does_not_turn_the_clock_back()
    {
        _script.List(7);
        _script.Watch().Added(Map("b", 12)).Bookmark("12").Bookmark("12").Bookmark("8").End();
        var seen = await _drive.StepAsync(Plain, 8);

        Assert.Equal("12", Assert.IsType<WatchState<ConfigMap>.Listed>(seen.State).ResourceVersion);
    }

    [Fact]
    public async Task An_expired_version_in_the_stream_leads_to_a_new_list_that_is_not_older_than_what_is_known()
    {
        _script.List(7);
        _script.Watch().Added(Map("b", 9)).Error(410, "Expired");
        _script.List(20);
        var seen = await _drive.StepAsync(Plain, 7);

        Assert.Equal(["Init", "InitLast 7", "-", "Apply b", "Failed", "Init", "InitLast 20"], seen.Events);
        Assert.DoesNotContain("resourceVersion", _script.Lists[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_version_as_a_status_leads_to_a_new_list()
    {
        _script.List(7).WatchFails(HttpStatusCode.Gone, "Expired").List(20);
        var seen = await _drive.StepAsync(Plain, 6);

        Assert.Equal(["Init", "InitLast 7", "-", "Failed", "Init", "InitLast 20"], seen.Events);
    }

    [Fact]
    public async Task Any_other_failure_keeps_the_version_and_opens_again()
    {
        _script.List(7).WatchFails(HttpStatusCode.TooManyRequests, "TooManyRequests").WatchBreaks(new HttpRequestException("reset"));
        _script.Watch().Error(500, "InternalError");
        var seen = await _drive.StepAsync(Plain, 8);

        Assert.Equal(["Init", "InitLast 7", "-", "Failed", "-", "Failed", "-", "Failed"], seen.Events);
        Assert.Equal(new WatchState<ConfigMap>.Listed("7"), seen.State);
        Assert.Single(_script.Lists);
    }

    [Fact]
    public async Task A_watch_that_ends_at_once_without_an_event_is_a_failure()
    {
        _script.List(7);
        _script.Watch().End();
        Assert.Equal("Failed", (await _drive.StepAsync(Plain, 4)).Events[^1]);
    }

    [Fact]
    public async Task A_watch_that_ends_after_its_time_is_none()
    {
        _script.List(7);
        var stream = _script.Watch();
        var seen = await _drive.StepAsync(Plain, 3);
        _time.Advance(TimeSpan.FromMinutes(5));
        stream.End();

        Assert.Equal("-", (await WatcherDrive.StepOnceAsync(seen)).Events[^1]);
    }

    [Fact]
    public async Task It_asks_for_five_to_ten_minutes()
    {
        for (var i = 0; i < 50; i++) _script.List(7).Watch().End();
        for (var i = 0; i < 50; i++) await _drive.StepAsync(Plain, 4);

        var seconds = _script.Watches.Select(path => int.Parse(Parameter(path, "timeoutSeconds"), System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.All(seconds, second => Assert.InRange(second, 300, 600));
        Assert.True(seconds.Distinct().Count() > 10);
    }

    [Fact]
    public async Task A_stream_that_is_silent_beyond_the_servers_timeout_is_given_up_and_opened_again()
    {
        _script.List(7).Watch();
        var seen = await _drive.StepAsync(Plain, 3);
        var next = WatcherDrive.StepOnceAsync(seen);
        var asked = TimeSpan.FromSeconds(int.Parse(Parameter(_script.Watches[0], "timeoutSeconds"), System.Globalization.CultureInfo.InvariantCulture));
        _time.Advance(asked + TimeSpan.FromSeconds(3));
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(new WatchState<ConfigMap>.Listed("7"), (await next).State);
    }
}
