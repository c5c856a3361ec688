using Kubernetes.Models.Apps;
using LocalCluster.Controllers.StatefulSets.Planning;

namespace LocalCluster.Controllers.StatefulSets;

/// <summary>Turns a StatefulSet into what the planner may know of it. Absent fields have the API's defaults.</summary>
internal static class SetReading
{
    public static SetFacts Read(StatefulSet set) => new()
    {
        Replicas = set.Spec?.Replicas ?? 1,
        FirstOrdinal = set.Spec?.Ordinals?.Start ?? 0,
        Ordered = set.Spec?.PodManagementPolicy != "Parallel",
        Update = set.Spec?.UpdateStrategy?.Type == "OnDelete"
            ? new UpdateRule.OnDelete()
            : new UpdateRule.Rolling(set.Spec?.UpdateStrategy?.RollingUpdate is { } rolling ? rolling.Partition ?? 0 : null),
        MinReady = TimeSpan.FromSeconds(set.Spec?.MinReadySeconds ?? 0),
        Deleting = set.Metadata.DeletionTimestamp is not null,
        Generation = set.Metadata.Generation ?? 0,
    };

    /// <summary>The status on the server; null when the controller has never written one.</summary>
    public static SetStatus? ReadStatus(StatefulSet set) => set.Status is not { ObservedGeneration: not null } status
        ? null
        : new SetStatus
        {
            ObservedGeneration = status.ObservedGeneration ?? 0,
            Replicas = status.Replicas,
            ReadyReplicas = status.ReadyReplicas ?? 0,
            AvailableReplicas = status.AvailableReplicas ?? 0,
            CurrentReplicas = status.CurrentReplicas ?? 0,
            UpdatedReplicas = status.UpdatedReplicas ?? 0,
            CurrentRevision = status.CurrentRevision ?? "",
            UpdateRevision = status.UpdateRevision ?? "",
            CollisionCount = status.CollisionCount ?? 0,
        };
}
