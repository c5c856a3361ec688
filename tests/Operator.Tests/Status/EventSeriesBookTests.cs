using Kubernetes.Models.Core;
using Kubernetes.Models.Events;
using Operator.Status;

namespace Operator.Tests.Status;

public sealed class EventSeriesBookTests
{
    private readonly EventSeriesBook _book = new();
    private DateTimeOffset _now = new(2031, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_happens_once_is_an_event_without_a_series() => Assert.Null(Happens("a")!.Series);

    [Fact]
    public void The_second_time_begins_a_series_and_the_rest_is_only_counted()
    {
        Happens("a");
        Passes(seconds: 10);
        Assert.Equal((2, _now), (Happens("a")!.Series!.Count, Happens("a") is null ? _now : default));
        for (var i = 0; i < 97; i++) Assert.Null(Happens("a"));
        Assert.Empty(_book.Due(_now));

        Passes(seconds: 61);
        Assert.Equal(100, Assert.Single(_book.Due(_now)).Series!.Count);
        Assert.Empty(_book.Due(_now));
    }

    [Fact]
    public void A_series_ends_after_six_minutes_of_silence_with_its_last_count_written()
    {
        for (var i = 0; i < 5; i++) Happens("a");
        var last = _now;
        Passes(seconds: 361);
        var written = Assert.Single(_book.Due(_now)).Series!;
        Assert.Equal(5, written.Count);
        Assert.Equal(last, (DateTimeOffset)written.LastObservedTime!.Value);
        Assert.Equal(0, _book.Count);

        Assert.Null(Happens("a")!.Series);
    }

    [Theory]
    [InlineData("b", "r", "uid")]
    [InlineData("a", "s", "uid")]
    [InlineData("a", "r", "other")]
    public void Another_note_another_reason_or_another_app_is_another_event(string note, string reason, string uid)
    {
        Happens("a");
        Assert.Null(Happens(note, reason, uid)!.Series);
    }

    [Fact]
    public void An_app_that_says_ever_new_things_may_say_25_at_once_and_then_one_in_five_minutes()
    {
        Assert.Equal(25, Enumerable.Range(0, 100).Count(i => Happens($"note {i}") is not null));
        Assert.Equal(75, _book.Suppressed);
        Assert.NotNull(Happens("note", uid: "another app"));
        Assert.NotNull(Happens("note", action: "another action"));

        Passes(seconds: 301);
        Assert.Equal(1, Enumerable.Range(100, 10).Count(i => Happens($"note {i}") is not null));
    }

    [Fact]
    public void A_repetition_costs_nothing_of_what_an_app_may_say()
    {
        for (var i = 0; i < 1000; i++) Happens("a");

        Assert.Equal(24, Enumerable.Range(0, 100).Count(i => Happens($"note {i}") is not null));
    }

    [Fact]
    public void At_the_end_every_count_is_written()
    {
        for (var i = 0; i < 3; i++) Happens("a");
        Happens("b");

        Assert.Equal(3, Assert.Single(_book.Due(_now, all: true)).Series!.Count);
    }

    private Event? Happens(string note, string reason = "r", string uid = "uid", string action = "x") =>
        _book.Observe(new Event { Type = "Normal", Action = action, Reason = reason, Note = note, Regarding = new ObjectReference { Uid = uid } }, _now);

    private void Passes(int seconds) => _now = _now.AddSeconds(seconds);
}
