namespace LocalCluster.Controllers.StatefulSets.Planning;

/// <summary>One look at a set: what a plan is made from.</summary>
internal sealed record SetObservation
{
    public required SetFacts Set { get; init; }

    /// <summary>The pods that the set controls; at most one of each ordinal.</summary>
    public required IReadOnlyList<PodFacts> Pods { get; init; }

    public required RevisionNames Revisions { get; init; }

    /// <summary>Ordinals whose claim still belongs to a pod that was scaled away: no new pod until it is collected.</summary>
    public IReadOnlySet<int> StaleClaims { get; init; } = new HashSet<int>();

    public required DateTimeOffset Now { get; init; }
}
