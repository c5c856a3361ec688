using Kubernetes.Runtime.Controllers;
using Kubernetes.Runtime.Leadership;
using Operator.Observe;

namespace Operator.Telemetry;

/// <summary>
/// What the probes ask. Alive: a restart would help against what is wrong. Ready: the cache is filled, so that this replica could work at once,
/// whether it leads or waits.
/// </summary>
internal sealed class Probes(ClusterCache cache)
{
    /// <summary>A cancelled reconcile that goes on for this long will never end.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private volatile Controller? _controller;
    private volatile LeaseElection? _election;

    public HealthPage Alive => new("healthz", [Ping, Workers, new("leader-election", LeaseTrouble)]);

    public HealthPage Ready => new("readyz", [Ping, .. cache.Kinds.Select(kind => new HealthCheck($"cache-{kind.Name}", kind.Trouble)), Workers]);

    private static HealthCheck Ping => new("ping", static () => null);

    private HealthCheck Workers => new("workers", WorkerTrouble);

    public void Watch(Controller controller) => _controller = controller;

    public void Watch(LeaseElection election) => _election = election;

    private string? WorkerTrouble() =>
        _controller?.LongestRunning is { } running && running > new ControllerOptions().ReconcileTimeout + Grace
            ? $"a reconcile has been running for {running.TotalSeconds:0} s and does not heed its deadline"
            : null;

    private string? LeaseTrouble() =>
        _election?.LeaseAge is { } age && age > new LeaseElectionOptions { Namespace = "", Name = "" }.LeaseDuration
            ? $"the lease was renewed {age.TotalSeconds:0} s ago and this process still believes that it leads"
            : null;
}
