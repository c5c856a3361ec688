namespace CounterApp.Visits;

/// <summary>Visits that share one flush, in the order they came. Not safe for concurrent use; lives again after its answers.</summary>
internal sealed class VisitBatch<TVisitor>(AnswerVisit<TVisitor> answer, Action<VisitBatch<TVisitor>> done)
{
    private TVisitor[] _visitors = new TVisitor[16];
    private TaskCompletionSource _answered = NewAnswer();

    public int Count { get; private set; }

    /// <summary>Completes when everyone in the batch has been answered.</summary>
    public Task Answered => _answered.Task;

    public void Add(in TVisitor visitor)
    {
        if (Count == _visitors.Length) Array.Resize(ref _visitors, 2 * Count);
        _visitors[Count++] = visitor;
    }

    /// <summary>
    /// Answers everyone here and now. Another thread could do it while this one flushes again; but to wake it costs more than a flush
    /// saves, and those who come meanwhile make the next batch larger.
    /// </summary>
    public void AnswerAll(VisitOutcome outcome)
    {
        for (var i = 0; i < Count; i++) answer(_visitors[i], outcome.At(i));
        Array.Clear(_visitors, 0, Count);
        Count = 0;
        var answered = _answered;
        _answered = NewAnswer();
        done(this);
        answered.SetResult();
    }

    private static TaskCompletionSource NewAnswer() => new();
}
