using System.Runtime.CompilerServices;

namespace CounterApp.Visits;

/// <summary>Visits that share one flush, in the order they came. Not safe for concurrent use; lives again after its answers.</summary>
internal sealed class VisitBatch<TVisitor>(AnswerVisit<TVisitor> answer, Action<VisitBatch<TVisitor>> done)
{
    private Waiting[] _waiting = new Waiting[16];

    public int Count { get; private set; }

    /// <returns>Completes when this visitor has been answered.</returns>
    public Task Add(in TVisitor visitor)
    {
        if (Count == _waiting.Length) Array.Resize(ref _waiting, 2 * Count);
        ref var place = ref _waiting[Count++];
        (place.Visitor, place.Answered) = (visitor, AsyncTaskMethodBuilder.Create());
        return place.Answered.Task;
    }

    /// <summary>
    /// Answers everyone here and now. Another thread could do it while this one flushes again; but to wake it costs more than a flush
    /// saves, and those who come meanwhile make the next batch larger. For the same reason each has a task of its own: of all who
    /// wait for one task, the runtime resumes only one here and sends the others to its pool.
    /// </summary>
    public void AnswerAll(VisitOutcome outcome)
    {
        for (var i = 0; i < Count; i++)
        {
            answer(_waiting[i].Visitor, outcome.At(i));
            _waiting[i].Answered.SetResult();
        }

        Array.Clear(_waiting, 0, Count);
        Count = 0;
        done(this);
    }

    private struct Waiting
    {
        public TVisitor Visitor;

        /// <summary>A task to be completed by hand, without the second object that a <see cref="TaskCompletionSource"/> is.</summary>
        public AsyncTaskMethodBuilder Answered;
    }
}
