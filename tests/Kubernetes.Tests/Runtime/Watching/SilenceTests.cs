using System.Net;
using Kubernetes.Models.Core;
using Kubernetes.Runtime.Watching;
using Kubernetes.Tests.Scripting;
using Microsoft.Extensions.Time.Testing;
using static Kubernetes.Tests.Scripting.ListWatchScript;

namespace Kubernetes.Tests.Runtime.Watching;

/// <summary>A stream that says nothing, over a connection that has pings and over one that has none.</summary>
public sealed class SilenceTests
{
    private static readonly WatcherOptions Plain = new() { PreferWatchList = false };

    private readonly ListWatchScript _script = new();
    private readonly FakeTimeProvider _time = new();
    private readonly WatcherDrive _drive;

    public SilenceTests() => _drive = new WatcherDrive(_script, _time);

    [Fact]
    public async Task Without_pings_a_silent_stream_is_opened_again_after_thirty_seconds_from_where_it_stood()
    {
        _script.List(7);
        _script.Watch().Added(Map("a", 9)).Version = HttpVersion.Version11;
        var seen = await _drive.StepAsync(Plain, 4);
        var next = WatcherDrive.StepOnceAsync(seen);
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1.5));

        Assert.Equal(new WatchState<ConfigMap>.Listed("9"), (await next).State);
    }

    [Fact]
    public async Task Every_event_starts_the_silence_anew()
    {
        _script.List(7);
        var stream = _script.Watch();
        stream.Version = HttpVersion.Version11;
        var seen = await _drive.StepAsync(Plain, 2);
        for (var i = 0; i < 10; i++)
        {
            var next = WatcherDrive.StepOnceAsync(i == 0 ? seen = await WatcherDrive.StepOnceAsync(seen) : seen);
            _time.Advance(TimeSpan.FromSeconds(25));
            stream.Bookmark($"{10 + i}");
            seen = await next;
        }

        Assert.IsType<WatchState<ConfigMap>.Watching>(seen.State);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, "BadRequest")]
    [InlineData(HttpStatusCode.NotFound, "NotFound")]
    [InlineData(HttpStatusCode.Forbidden, "Forbidden")]
    public async Task A_version_that_is_refused_for_another_reason_than_load_is_not_insisted_on(HttpStatusCode status, string reason)
    {
        _script.List(7).WatchFails(status, reason).List(20);
        var seen = await _drive.StepAsync(Plain, 6);

        Assert.Equal(["Init", "InitLast 7", "-", "Failed", "Init", "InitLast 20"], seen.Events);
    }
}
