using Kubernetes.Models.Meta;

namespace Kubernetes.Runtime.Queueing;

/// <summary>
/// Keys that need work. The law:
/// <list type="number">
/// <item>A key is in the queue at most once, however often it is added.</item>
/// <item>A key is never with two workers at once. Added while it is with one, it comes again after <see cref="Done"/>.</item>
/// <item>Added twice, the earlier time and the higher priority win.</item>
/// <item>Nothing added is lost: it is handed out, once it is due, for as long as workers come.</item>
/// <item>Among due keys the highest priority goes first, then the one that has been due longest.</item>
/// <item>No key starves: every tenth hand-out goes to the key that has been due longest, whatever its priority.</item>
/// <item>Nothing polls: one timer is set to the earliest key that is not due yet.</item>
/// </list>
/// </summary>
public sealed class WorkQueue : IDisposable
{
    /// <summary>Priority of work that can wait: the first list and the periodic look at everything.</summary>
    public const int LowPriority = -100;

    /// <summary>Nothing waits longer than this without being looked at: a longer delay counts as this long.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromDays(40);

    private const int FairTurn = 10;

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly Backoff _backoff;
    private readonly Random _random;
    private readonly ITimer _timer;
    private readonly Dictionary<ObjectKey, QueueEntry> _entries = [];
    private readonly SortedSet<QueueEntry> _waiting = new(QueueEntry.ByDueTime);
    private readonly SortedSet<QueueEntry> _ready = new(QueueEntry.ByPriority);
    private readonly SortedSet<QueueEntry> _readyByAge = new(QueueEntry.ByAge);
    private readonly Dictionary<ObjectKey, long> _running = [];
    private readonly SortedDictionary<int, int> _depth = [];
    private readonly Dictionary<ObjectKey, int> _failures = [];
    private readonly LinkedList<TaskCompletionSource<QueueItem>> _workers = [];
    private readonly QueueMetrics? _metrics;
    private long _number;
    private int _handedOut;

    /// <summary>A queue with a name speaks of itself in the metrics <c>workqueue_*</c>.</summary>
    public WorkQueue(Backoff? backoff = null, TimeProvider? time = null, Random? random = null, string? name = null)
    {
        _backoff = backoff ?? Backoff.Reconcile;
        _time = time ?? TimeProvider.System;
        _random = random ?? new Random();
        _timer = _time.CreateTimer(_ => OnTimer(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _metrics = name is null ? null : new QueueMetrics(this, name);
    }

    /// <summary>Keys that are due or will be; those with a worker are not counted.</summary>
    public int Count
    {
        get { lock (_gate) return _entries.Count; }
    }

    /// <summary>How long the key that has been with a worker longest is there already; nothing when all workers are idle.</summary>
    public TimeSpan LongestRunning
    {
        get { lock (_gate) return _running.Count == 0 ? TimeSpan.Zero : _time.GetElapsedTime(_running.Values.Min()); }
    }

    /// <summary>The time that all keys have been with their workers so far, in sum.</summary>
    public TimeSpan UnfinishedWork
    {
        get { lock (_gate) return _running.Values.Aggregate(TimeSpan.Zero, (sum, since) => sum + _time.GetElapsedTime(since)); }
    }

    public void Add(ObjectKey key, int priority = 0) => AddAfter(key, TimeSpan.Zero, priority);

    public void AddAfter(ObjectKey key, TimeSpan delay, int priority = 0)
    {
        lock (_gate)
        {
            var wait = delay < LongestDelay ? delay : LongestDelay;
            var dueAt = _time.GetTimestamp() + (wait > TimeSpan.Zero ? (long)(wait.TotalSeconds * _time.TimestampFrequency) : 0);
            if (_entries.TryGetValue(key, out var entry))
            {
                TakeOutOfPlace(entry);
                entry.DueAt = Math.Min(entry.DueAt, dueAt);
                entry.Priority = Math.Max(entry.Priority, priority);
            }
            else
            {
                _entries.Add(key, entry = new QueueEntry(key, dueAt, priority, ++_number) { Place = QueueEntryPlace.Waiting });
            }

            PutInPlace(entry);
            Serve();
        }
    }

    /// <summary>Adds a key whose work failed, after a back-off that grows with each failure until <see cref="Forget"/>; returns the back-off.</summary>
    public TimeSpan AddRateLimited(ObjectKey key, int priority = 0)
    {
        lock (_gate)
        {
            var failures = _failures[key] = _failures.GetValueOrDefault(key) + 1;
            var delay = _backoff.Delay(failures, _random.NextDouble());
            AddAfter(key, delay, priority);
            _metrics?.Retried();
            return delay;
        }
    }

    /// <summary>The key's work succeeded: its next failure backs off from the beginning.</summary>
    public void Forget(ObjectKey key)
    {
        lock (_gate) _failures.Remove(key);
    }

    /// <summary>How often in a row the key's work has failed.</summary>
    public int Failures(ObjectKey key)
    {
        lock (_gate) return _failures.GetValueOrDefault(key);
    }

    /// <summary>Waits for a due key and hands it out. The caller must call <see cref="Done"/> for it.</summary>
    public async ValueTask<QueueItem> TakeAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var turn = new TaskCompletionSource<QueueItem>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _workers.AddLast(turn);
            Serve();
        }

        await using (cancellationToken.UnsafeRegister(_ => Leave(turn, cancellationToken), null)) return await turn.Task;
    }

    /// <summary>The worker has finished with the key; if it was added meanwhile it is due again.</summary>
    public void Done(ObjectKey key)
    {
        lock (_gate)
        {
            if (_running.Remove(key, out var since)) _metrics?.Done(_time.GetElapsedTime(since));
            if (_entries.TryGetValue(key, out var entry) && entry.Place == QueueEntryPlace.Held) PutInPlace(entry);
            Serve();
        }
    }

    public void Dispose()
    {
        _metrics?.Dispose();
        _timer.Dispose();
    }

    /// <summary>How many keys are ready, for each priority that was ever ready.</summary>
    internal IReadOnlyDictionary<int, int> Depth()
    {
        lock (_gate) return new Dictionary<int, int>(_depth);
    }

    private void Leave(TaskCompletionSource<QueueItem> turn, CancellationToken cancellationToken)
    {
        lock (_gate) _workers.Remove(turn);
        turn.TrySetCanceled(cancellationToken);
    }

    private void OnTimer()
    {
        lock (_gate) Serve();
    }

    private void TakeOutOfPlace(QueueEntry entry)
    {
        if (entry.Place == QueueEntryPlace.Waiting) _waiting.Remove(entry);
        if (entry.Place != QueueEntryPlace.Ready) return;
        _ready.Remove(entry);
        _readyByAge.Remove(entry);
        _depth[entry.Priority]--;
    }

    private void PutInPlace(QueueEntry entry)
    {
        var due = entry.DueAt <= _time.GetTimestamp();
        var wasWaiting = entry.Place == QueueEntryPlace.Waiting;
        entry.Place = !due ? QueueEntryPlace.Waiting : _running.ContainsKey(entry.Key) ? QueueEntryPlace.Held : QueueEntryPlace.Ready;
        if (due && wasWaiting) Begin(entry);
        if (entry.Place == QueueEntryPlace.Waiting) _waiting.Add(entry);
        if (entry.Place != QueueEntryPlace.Ready) return;
        _ready.Add(entry);
        _readyByAge.Add(entry);
        _depth[entry.Priority] = _depth.GetValueOrDefault(entry.Priority) + 1;
    }

    // From here on the key counts as queued, and its place among its equals is fixed.
    private void Begin(QueueEntry entry)
    {
        entry.Number = ++_number;
        entry.QueuedAt = _time.GetTimestamp();
        _metrics?.Added();
    }

    // Moves what has become due, gives it to workers that wait, and sets the timer for the rest.
    private void Serve()
    {
        var now = _time.GetTimestamp();
        while (_waiting.Min is { } first && first.DueAt <= now)
        {
            TakeOutOfPlace(first);
            PutInPlace(first);
        }

        while (_workers.First is { } worker && _ready.Count > 0)
        {
            _workers.RemoveFirst();
            worker.Value.SetResult(HandOut());
        }

        _timer.Change(_waiting.Min is { } next ? UntilDue(next, now) : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private QueueItem HandOut()
    {
        var fair = ++_handedOut % FairTurn == 0;
        var entry = (fair ? _readyByAge.Min : _ready.Min)!;
        TakeOutOfPlace(entry);
        _entries.Remove(entry.Key);
        _running.Add(entry.Key, _time.GetTimestamp());
        _metrics?.HandedOut(_time.GetElapsedTime(entry.QueuedAt));
        return new QueueItem(entry.Key, entry.Priority);
    }

    // Rounded up: a timer that fires early would find nothing due and be set again for a moment.
    private TimeSpan UntilDue(QueueEntry entry, long now) =>
        TimeSpan.FromMilliseconds(Math.Ceiling((entry.DueAt - now) * 1000.0 / _time.TimestampFrequency));
}
