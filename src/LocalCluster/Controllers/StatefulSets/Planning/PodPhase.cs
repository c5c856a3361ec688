namespace LocalCluster.Controllers.StatefulSets.Planning;

/// <summary>The five phases of a pod, as its status names them.</summary>
internal enum PodPhase
{
    Unknown,
    Pending,
    Running,
    Succeeded,
    Failed,
}
