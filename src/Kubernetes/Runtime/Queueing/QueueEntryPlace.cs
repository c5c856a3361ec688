namespace Kubernetes.Runtime.Queueing;

internal enum QueueEntryPlace
{
    /// <summary>Not due yet.</summary>
    Waiting,

    /// <summary>Due, and its key is free: the next worker may have it.</summary>
    Ready,

    /// <summary>Due, but a worker has its key; it becomes ready when that worker is done.</summary>
    Held,
}
