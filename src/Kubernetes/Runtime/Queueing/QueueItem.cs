using Kubernetes.Models.Meta;

namespace Kubernetes.Runtime.Queueing;

/// <summary>A key handed to a worker, which owes the queue a <see cref="WorkQueue.Done"/>.</summary>
public readonly record struct QueueItem(ObjectKey Key, int Priority);
