namespace CounterApp.Visits;

/// <summary>Visits that share one flush, in the order they came. Not safe for concurrent use; lives again after its answers.</summary>
internal sealed class VisitBatch<TVisitor>(AnswerVisit<TVisitor> answer, Action<VisitBatch<TVisitor>> done) : IThreadPoolWorkItem
{
    private TVisitor[] _visitors = new TVisitor[16];
    private TaskCompletionSource _answered = NewAnswer();
    private VisitOutcome _outcome;

    public int Count { get; private set; }

    /// <summary>Completes when everyone in the batch has been answered.</summary>
    public Task Answered => _answered.Task;

    public void Add(in TVisitor visitor)
    {
        if (Count == _visitors.Length) Array.Resize(ref _visitors, 2 * Count);
        _visitors[Count++] = visitor;
    }

    /// <summary>Answers a lone visitor here and now, and a crowd on a pool thread, so that this one can go on to the next batch.</summary>
    public void AnswerAll(VisitOutcome outcome)
    {
        _outcome = outcome;
        if (Count == 1) Execute();
        else ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    public void Execute()
    {
        for (var i = 0; i < Count; i++) answer(_visitors[i], _outcome.At(i));
        Array.Clear(_visitors, 0, Count);
        Count = 0;
        var answered = _answered;
        _answered = NewAnswer();
        done(this);
        answered.SetResult();
    }

    private static TaskCompletionSource NewAnswer() => new();
}
