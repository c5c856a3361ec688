using Kubernetes.Models.Meta;

namespace Kubernetes.Runtime.Queueing;

/// <summary>A key that waits in a <see cref="WorkQueue"/>.</summary>
internal sealed class QueueEntry(ObjectKey key, long dueAt, int priority, long number)
{
    public ObjectKey Key { get; } = key;

    /// <summary>When it may be handed out, as a timestamp of the queue's clock.</summary>
    public long DueAt { get; set; } = dueAt;

    public int Priority { get; set; } = priority;

    /// <summary>Order of becoming due; the tie-break that makes equal priorities first in, first out.</summary>
    public long Number { get; set; } = number;

    /// <summary>When it became due, for the time that it waits for a worker.</summary>
    public long QueuedAt { get; set; }

    public QueueEntryPlace Place { get; set; }

    public static IComparer<QueueEntry> ByDueTime { get; } = Comparer<QueueEntry>.Create(
        static (a, b) => a.DueAt != b.DueAt ? a.DueAt.CompareTo(b.DueAt) : a.Number.CompareTo(b.Number));

    public static IComparer<QueueEntry> ByPriority { get; } = Comparer<QueueEntry>.Create(
        static (a, b) => a.Priority != b.Priority ? b.Priority.CompareTo(a.Priority) : a.Number.CompareTo(b.Number));

    public static IComparer<QueueEntry> ByAge { get; } = Comparer<QueueEntry>.Create(static (a, b) => a.Number.CompareTo(b.Number));
}
