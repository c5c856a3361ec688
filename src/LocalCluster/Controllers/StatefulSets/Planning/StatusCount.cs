namespace LocalCluster.Controllers.StatefulSets.Planning;

/// <summary>Counts pods into a status.</summary>
internal static class StatusCount
{
    public static SetStatus Of(SetObservation observed)
    {
        var (set, pods, revisions) = (observed.Set, observed.Pods, observed.Revisions);
        return new SetStatus
        {
            ObservedGeneration = set.Generation,
            Replicas = pods.Count,
            ReadyReplicas = pods.Count(pod => pod.IsReady),
            AvailableReplicas = pods.Count(pod => pod.IsReady && pod.IsAvailable(set.MinReady, observed.Now)),
            CurrentReplicas = pods.Count(pod => !pod.Terminating && pod.Revision == revisions.Current),
            UpdatedReplicas = pods.Count(pod => !pod.Terminating && pod.Revision == revisions.Update),
            CurrentRevision = revisions.Current,
            UpdateRevision = revisions.Update,
            CollisionCount = revisions.CollisionCount,
        };
    }

    /// <summary>
    /// Declares a roll complete once all wanted pods are ready and updated, which at zero replicas is so at once: a scale to zero
    /// in the middle of a roll therefore makes the update revision the current one (kubernetes/kubernetes#121534).
    /// </summary>
    public static SetStatus CompleteRoll(SetFacts set, SetStatus status) =>
        set.Update is UpdateRule.Rolling
        && status.UpdatedReplicas == set.Replicas && status.ReadyReplicas == set.Replicas && status.Replicas == set.Replicas
            ? status with { CurrentReplicas = status.UpdatedReplicas, CurrentRevision = status.UpdateRevision }
            : status;
}
