namespace Operator.Observe.Measuring;

/// <summary>The pods on either side of a comparison.</summary>
internal static class RevisionPods
{
    /// <summary>Pods of the revision that is rolled out.</summary>
    public static IReadOnlyList<ObservedPod> New(Observed observed) => Of(observed, observed.App.Status?.Rollout?.Revision);

    /// <summary>Pods of the stable revision.</summary>
    public static IReadOnlyList<ObservedPod> Stable(Observed observed) => Of(observed, observed.App.Status?.StableRevision);

    private static IReadOnlyList<ObservedPod> Of(Observed observed, string? revision) =>
        [.. observed.Pods.Concat(observed.Beside.Pods).Where(pod => revision is not null && pod.Revision == revision && !pod.IsTerminating)];
}
