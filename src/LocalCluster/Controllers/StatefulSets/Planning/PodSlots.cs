namespace LocalCluster.Controllers.StatefulSets.Planning;

/// <summary>The pods of a set sorted into those it wants (ascending, with gaps) and those to be scaled away (descending).</summary>
internal sealed record PodSlots(IReadOnlyList<PodSlot> Wanted, IReadOnlyList<PodFacts> Condemned)
{
    public static PodSlots Of(SetFacts set, IReadOnlyList<PodFacts> pods)
    {
        var byOrdinal = pods.ToDictionary(pod => pod.Ordinal);
        var wanted = Enumerable.Range(set.FirstOrdinal, set.Replicas).Select(ordinal => new PodSlot(ordinal, byOrdinal.GetValueOrDefault(ordinal)));
        var condemned = pods.Where(pod => !set.Wants(pod.Ordinal)).OrderByDescending(pod => pod.Ordinal);
        return new([.. wanted], [.. condemned]);
    }

    /// <summary>The pod that a scale-down waits for, and the only unavailable one that it may take.</summary>
    public PodFacts? FirstUnavailable(SetFacts set, DateTimeOffset now) =>
        Wanted.Select(slot => slot.Pod).Concat(Condemned.Reverse())
            .FirstOrDefault(pod => pod is null || pod.IsUnavailable(set.MinReady, now));
}
