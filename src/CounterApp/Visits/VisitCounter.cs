using System.Diagnostics;

namespace CounterApp.Visits;

/// <summary>
/// Group commit: visits that come while a flush is under way share the next one; a visit that finds the disk free is flushed at once.
/// All file work is done by one thread of its own, which also answers, so that a slow disk holds nobody else up. Safe for concurrent use.
/// </summary>
internal sealed class VisitCounter<TVisitor> : IDisposable
{
    /// <summary>How long visits.txt may rest before it is made durable by itself, and how long a failing disk is left alone.</summary>
    public static readonly TimeSpan HousekeepingPause = TimeSpan.FromMilliseconds(500);

    private readonly DurableNumber _number;
    private readonly FlushMetrics _metrics;
    private readonly AnswerVisit<TVisitor> _answer;
    private readonly ITimer _housekeeping;
    private readonly Thread _thread;
    private readonly object _gate = new();
    private readonly Stack<VisitBatch<TVisitor>> _idle = new();
    private readonly Queue<Action> _errands = new();

    private VisitBatch<TVisitor> _open;
    private bool _housekeepingDue;
    private bool _stopping;

    /// <param name="number">Belongs to this counter from now on.</param>
    /// <param name="answer">Called once for every visit, on the flushing thread.</param>
    public VisitCounter(DurableNumber number, FlushMetrics metrics, TimeProvider time, AnswerVisit<TVisitor> answer)
    {
        (_number, _metrics, _answer) = (number, metrics, answer);
        _open = NewBatch();
        _thread = new Thread(Run) { Name = "visit flush", IsBackground = true };
        _thread.Start();
        _housekeeping = time.CreateTimer(_ => KeepHouse(), null, HousekeepingPause, HousekeepingPause);
    }

    /// <summary>Counts one visit. The task completes when the visitor has been answered.</summary>
    public Task Count(in TVisitor visitor)
    {
        lock (_gate)
        {
            if (_open.Count == 0) Monitor.Pulse(_gate);
            return _open.Add(visitor);
        }
    }

    /// <summary>Runs something on the flushing thread, with no visit under way there: those that came before are flushed and answered.</summary>
    public Task<T> BetweenFlushes<T>(Func<T> errand)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _errands.Enqueue(() => Complete(done, errand));
            Monitor.Pulse(_gate);
        }

        return done.Task;
    }

    /// <summary>Flushes what waits, makes visits.txt durable by itself and lets the volume go.</summary>
    public void Dispose()
    {
        _housekeeping.Dispose();
        lock (_gate)
        {
            _stopping = true;
            Monitor.Pulse(_gate);
        }

        _thread.Join();
        _number.Dispose();
    }

    private void Run()
    {
        while (WaitForWork())
        {
            var (batch, errand) = Take();
            if (batch is not null) Flush(batch);
            errand?.Invoke();
            if (batch is null && errand is null) _number.LookAfter();
        }
    }

    /// <returns>False when there will be no more.</returns>
    private bool WaitForWork()
    {
        lock (_gate)
        {
            while (_open.Count == 0 && _errands.Count == 0 && !_housekeepingDue && !_stopping) Monitor.Wait(_gate);
            return _open.Count > 0 || _errands.Count > 0 || !_stopping;
        }
    }

    private (VisitBatch<TVisitor>? Batch, Action? Errand) Take()
    {
        lock (_gate)
        {
            _housekeepingDue = false;
            _errands.TryDequeue(out var errand);
            if (_open.Count == 0) return (null, errand);
            var batch = _open;
            _open = _idle.TryPop(out var idle) ? idle : NewBatch();
            return (batch, errand);
        }
    }

    private void Flush(VisitBatch<TVisitor> batch)
    {
        var startedAt = Stopwatch.GetTimestamp();
        if (_number.TryAdd(batch.Count, out var first))
        {
            _metrics.Flushed(batch.Count, startedAt);
            batch.AnswerAll(new VisitOutcome(first));
            _number.MakeReady();
        }
        else
        {
            _metrics.Refused(batch.Count, failed: _number.Trouble is not null);
            batch.AnswerAll(new VisitOutcome(0, _number.Refusal));
        }
    }

    private static void Complete<T>(TaskCompletionSource<T> done, Func<T> errand)
    {
        try
        {
            done.SetResult(errand());
        }
        catch (Exception e)
        {
            done.SetException(e);
        }
    }

    private void KeepHouse()
    {
        lock (_gate)
        {
            _housekeepingDue = true;
            Monitor.Pulse(_gate);
        }
    }

    private VisitBatch<TVisitor> NewBatch() => new(_answer, Recycle);

    private void Recycle(VisitBatch<TVisitor> batch)
    {
        lock (_gate) _idle.Push(batch);
    }
}
