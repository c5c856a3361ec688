using LocalCluster.Controllers.StatefulSets.Planning;

namespace LocalCluster.Tests.Controllers.StatefulSets;

/// <summary>Builds what a planner sees.</summary>
internal static class Observations
{
    public static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly RevisionNames Settled = new("one", "one");

    public static readonly RevisionNames Rolling = new("one", "two");

    public static SetFacts Parallel(int replicas) => new() { Replicas = replicas, Generation = 1 };

    public static SetFacts Ordered(int replicas) => new() { Replicas = replicas, Generation = 1, Ordered = true };

    public static PodFacts Ready(int ordinal, string revision = "one") => Pending(ordinal, revision) with
    {
        Phase = PodPhase.Running,
        ReadySince = Now.AddMinutes(-1),
    };

    public static PodFacts Pending(int ordinal, string revision = "one") =>
        new() { Name = $"web-{ordinal}", Uid = $"uid-{ordinal}-{revision}", Ordinal = ordinal, Revision = revision };

    public static PodFacts Broken(int ordinal, string revision = "one") => Pending(ordinal, revision) with { Phase = PodPhase.Running };

    public static PodFacts Terminating(this PodFacts pod) => pod with { Terminating = true };

    public static SetPlan Plan(SetFacts set, RevisionNames revisions, params PodFacts[] pods) =>
        SetPlanner.Decide(new SetObservation { Set = set, Pods = pods, Revisions = revisions, Now = Now });

    /// <summary>The plan in words: `+1@two` creates pod 1 at that revision, `-2` deletes pod 2; `|` between stages.</summary>
    public static string Words(this SetPlan plan) =>
        string.Join(" | ", plan.Stages.Select(stage => string.Join(' ', stage.Select(Word))));

    private static string Word(SetAction action) => action switch
    {
        SetAction.CreatePod create => $"+{create.Ordinal}@{create.Revision}",
        SetAction.DeletePod delete => $"-{delete.Pod.Ordinal}",
        SetAction.CompleteClaims complete => $"claims{complete.Pod.Ordinal}",
        SetAction.RepairPod repair => $"repair{repair.Pod.Ordinal}",
        SetAction.HandOverClaims handOver => $"handover{handOver.Pod.Ordinal}",
        _ => throw new InvalidOperationException($"No word for {action}."),
    };
}
