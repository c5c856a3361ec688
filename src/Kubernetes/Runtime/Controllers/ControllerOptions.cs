using Kubernetes.Runtime.Queueing;
using Microsoft.Extensions.Logging;

namespace Kubernetes.Runtime.Controllers;

/// <summary>How a controller works its queue.</summary>
public sealed record ControllerOptions
{
    /// <summary>How many keys are reconciled at once; one key is never reconciled twice at once.</summary>
    public int Concurrency { get; init; } = 1;

    /// <summary>A reconcile that takes longer is cancelled and counts as a failure.</summary>
    public TimeSpan ReconcileTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Every object is looked at again at the latest this long after its last successful look, at low priority, and at the earliest after half
    /// of it, so that objects which came together do not stay together. Null: never.
    /// </summary>
    public TimeSpan? ResyncPeriod { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long the informers may take for their first complete list before the controller gives up.</summary>
    public TimeSpan CacheSyncTimeout { get; init; } = TimeSpan.FromMinutes(2);

    public Backoff Backoff { get; init; } = Backoff.Reconcile;

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    public ILoggerFactory? LoggerFactory { get; init; }
}
