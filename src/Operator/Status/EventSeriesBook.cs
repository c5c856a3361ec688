using Kubernetes.Models.Events;

namespace Operator.Status;

/// <summary>
/// Decides what of all that happens is worth a write. The same thing said again is no new event but a series: a count, written at the second
/// time and then at most once a minute, until nothing came for six minutes. An app that says ever new things of one action may say 25 at once
/// and then one in five minutes; each action for itself, so that what is done to children never drowns how a rollout goes. The figures are
/// client-go's. Keeps no clock: it is told what time it is. For one thread.
/// </summary>
internal sealed class EventSeriesBook
{
    private const int Burst = 25;

    private static readonly TimeSpan Refill = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan FinishedAfter = TimeSpan.FromMinutes(6);
    private static readonly TimeSpan WriteEvery = TimeSpan.FromMinutes(1);

    private readonly Dictionary<(string? Type, string? Action, string? Reason, string? Note, string? Uid), Entry> _open = [];
    private readonly Dictionary<(string?, string?), (double Left, DateTimeOffset At)> _budgets = [];

    /// <summary>How many series are open.</summary>
    public int Count => _open.Count;

    /// <summary>How many events were left out because their app had said too much.</summary>
    public long Suppressed { get; private set; }

    /// <summary>What to write now because of this event: itself, the series that it continues, or nothing.</summary>
    public Event? Observe(Event happened, DateTimeOffset now)
    {
        var key = (happened.Type, happened.Action, happened.Reason, happened.Note, happened.Regarding?.Uid);
        if (!_open.TryGetValue(key, out var entry) || now - entry.LastAt > FinishedAfter)
        {
            if (!TrySpend((happened.Regarding?.Uid, happened.Action), now)) return null;
            _open[key] = new Entry(happened, now);
            return happened;
        }

        entry.Seen(now);
        return entry.Count == 2 ? entry.Write(now) : null;
    }

    /// <summary>The series whose count has grown since it was written. Finished ones are forgotten.</summary>
    public IReadOnlyList<Event> Due(DateTimeOffset now, bool all = false)
    {
        var due = new List<Event>();
        foreach (var (key, entry) in _open)
        {
            var finished = now - entry.LastAt > FinishedAfter;
            if (entry.HasGrown && (all || finished || now - entry.WrittenAt >= WriteEvery)) due.Add(entry.Write(now));
            if (finished) _open.Remove(key);
        }

        foreach (var (about, budget) in _budgets)
        {
            if (Left(budget, now) >= Burst) _budgets.Remove(about);
        }

        return due;
    }

    private static double Left((double Left, DateTimeOffset At) budget, DateTimeOffset now) => Math.Min(Burst, budget.Left + ((now - budget.At) / Refill));

    private bool TrySpend((string? Uid, string? Action) about, DateTimeOffset now)
    {
        var left = _budgets.TryGetValue(about, out var budget) ? Left(budget, now) : Burst;
        if (left < 1)
        {
            Suppressed++;
            return false;
        }

        _budgets[about] = (left - 1, now);
        return true;
    }

    private sealed class Entry(Event first, DateTimeOffset at)
    {
        private int _written = 1;

        public int Count { get; private set; } = 1;

        public DateTimeOffset LastAt { get; private set; } = at;

        public DateTimeOffset WrittenAt { get; private set; } = at;

        public bool HasGrown => Count > _written;

        public void Seen(DateTimeOffset now)
        {
            Count++;
            LastAt = now;
        }

        public Event Write(DateTimeOffset now)
        {
            (_written, WrittenAt) = (Count, now);
            return first with { Series = new EventSeries { Count = Count, LastObservedTime = LastAt } };
        }
    }
}
