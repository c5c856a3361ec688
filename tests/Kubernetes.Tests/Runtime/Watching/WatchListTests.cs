using System.Net;
using Kubernetes.Models.Core;
using Kubernetes.Runtime.Watching;
using Kubernetes.Tests.Scripting;
using Microsoft.Extensions.Time.Testing;
using static Kubernetes.Tests.Runtime.Watching.WatcherDrive;
using static Kubernetes.Tests.Scripting.ListWatchScript;

namespace Kubernetes.Tests.Runtime.Watching;

public sealed class WatchListTests
{
    private static readonly WatcherOptions Options = new();

    private readonly ListWatchScript _script = new();
    private readonly FakeTimeProvider _time = new();
    private readonly WatcherDrive _drive;

    public WatchListTests() => _drive = new WatcherDrive(_script, _time);

    [Fact]
    public async Task The_initial_state_streams_in_until_the_marked_bookmark_and_the_same_stream_goes_on()
    {
        _script.Watch().Added(Map("a", 3)).Added(Map("b", 2)).Bookmark("7", initialEventsEnd: true).Modified(Map("a", 9));
        var seen = await _drive.StepAsync(Options, 5);

        Assert.Equal(["Init", "InitApply a", "InitApply b", "InitDone 7", "Apply a"], seen.Events);
        Assert.Contains("sendInitialEvents=true", _script.Watches.Single(), StringComparison.Ordinal);
        Assert.Contains("resourceVersionMatch=NotOlderThan", _script.Watches.Single(), StringComparison.Ordinal);
        Assert.Empty(_script.Lists);
    }

    [Fact]
    public async Task A_plain_bookmark_does_not_end_the_initial_events()
    {
        _script.Watch().Added(Map("a", 3)).Bookmark("7").Added(Map("b", 2)).Bookmark("7", initialEventsEnd: true);
        var seen = await _drive.StepAsync(Options, 5);

        Assert.Equal(["Init", "InitApply a", "-", "InitApply b", "InitDone 7"], seen.Events);
    }

    [Fact]
    public async Task The_versions_of_initial_events_are_not_resumed_from()
    {
        _script.Watch().Added(Map("a", 3)).Added(Map("b", 99)).Break();
        var seen = await _drive.StepAsync(Options, 4);

        Assert.Equal(["Init", "InitApply a", "InitApply b", "Failed"], seen.Events);
        Assert.Null(Assert.IsType<WatchState<ConfigMap>.Empty>(seen.State).KnownVersion);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, "BadRequest")]
    [InlineData(HttpStatusCode.UnsupportedMediaType, "UnsupportedMediaType")]
    [InlineData(HttpStatusCode.UnprocessableEntity, "Invalid")]
    public async Task A_server_that_refuses_the_parameter_is_listed_instead_now_and_later(HttpStatusCode status, string reason)
    {
        _script.WatchFails(status, reason).List(7).WatchFails(HttpStatusCode.Gone, "Expired").List(8);
        var seen = await _drive.StepAsync(Options, 8);

        Assert.Equal(["Init", "Failed", "Init", "InitLast 7", "-", "Failed", "Init", "InitLast 8"], seen.Events);
        Assert.Equal(2, _script.Lists.Count);
    }

    [Fact]
    public async Task A_server_that_ignores_the_parameter_is_found_out_by_its_silence()
    {
        _script.Watch().Added(Map("a", 3));
        _script.List(7, Map("a", 3));
        var seen = await _drive.StepAsync(Options, 2);
        var next = StepOnceAsync(seen);
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(2));
        seen = await StepOnceAsync(await StepOnceAsync(await next));

        Assert.Equal(["Init", "InitApply a", "Failed", "Init", "InitLast 7"], seen.Events);
    }

    [Fact]
    public async Task A_server_that_ignores_the_parameter_and_talks_on_is_found_out_after_a_minute()
    {
        var stream = _script.Watch();
        var seen = await _drive.StepAsync(Options, 1);
        for (var i = 1; i <= 7; i++)
        {
            stream.Added(Map("a", i));
            seen = await StepOnceAsync(seen);
            _time.Advance(TimeSpan.FromSeconds(9));
        }

        Assert.Equal("Failed", (await StepOnceAsync(seen)).Events[^1]);
    }

    [Fact]
    public async Task After_the_end_mark_a_quiet_stream_may_be_quiet_for_minutes()
    {
        var stream = _script.Watch().Bookmark("7", initialEventsEnd: true);
        var seen = await _drive.StepAsync(Options, 2);
        var next = StepOnceAsync(seen);
        _time.Advance(TimeSpan.FromMinutes(4));
        Assert.False(next.IsCompleted);
        stream.Added(Map("a", 8));

        Assert.Equal("Apply a", (await next).Events[^1]);
    }

    [Fact]
    public async Task A_transient_failure_does_not_make_it_give_up_streaming()
    {
        _script.WatchFails(HttpStatusCode.ServiceUnavailable, "ServiceUnavailable");
        _script.Watch().Bookmark("7", initialEventsEnd: true);
        var seen = await _drive.StepAsync(Options, 4);

        Assert.Equal(["Init", "Failed", "Init", "InitDone 7"], seen.Events);
    }

    [Fact]
    public async Task After_410_it_streams_again_from_storage()
    {
        _script.Watch().Bookmark("7", initialEventsEnd: true).Error(410, "Expired");
        _script.Watch().Bookmark("20", initialEventsEnd: true);
        var seen = await _drive.StepAsync(Options, 5);

        Assert.Equal(["Init", "InitDone 7", "Failed", "Init", "InitDone 20"], seen.Events);
        Assert.Equal("", Parameter(_script.Watches[1], "resourceVersion"));
    }

    [Fact]
    public async Task A_version_that_has_expired_for_the_initial_events_too_is_not_asked_for_again()
    {
        _script.Watch().Bookmark("7", initialEventsEnd: true).Error(403, "Forbidden");
        _script.Watch().Error(410, "Expired");
        _script.Watch().Bookmark("20", initialEventsEnd: true);
        var seen = await _drive.StepAsync(Options, 7);

        Assert.Equal(["Init", "InitDone 7", "Failed", "Init", "Failed", "Init", "InitDone 20"], seen.Events);
        Assert.Equal(["", "7", ""], _script.Watches.Select(path => Parameter(path, "resourceVersion")));
    }
}
