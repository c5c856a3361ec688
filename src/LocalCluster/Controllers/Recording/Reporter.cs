namespace LocalCluster.Controllers.Recording;

/// <summary>
/// Who reports an Event. <paramref name="Instance"/> is set by components that write Events in their newer form (an instant and an
/// action instead of first time, last time and count).
/// </summary>
internal sealed record Reporter(string Component, string? Instance = null)
{
    public static readonly Reporter StatefulSets = new("statefulset-controller");

    public static readonly Reporter Deployments = new("deployment-controller");

    public static readonly Reporter ReplicaSets = new("replicaset-controller");

    public static readonly Reporter Claims = new("persistentvolume-controller");

    public static readonly Reporter Scheduler = new("default-scheduler", "default-scheduler-node-1");

    public static readonly Reporter GarbageCollector = new("garbage-collector-controller");

    /// <summary>A provisioner signs with its own name.</summary>
    public static Reporter Provisioner(string name) => new(name);
}
