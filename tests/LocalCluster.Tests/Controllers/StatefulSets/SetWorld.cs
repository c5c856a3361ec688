using LocalCluster.Controllers.StatefulSets.Planning;

namespace LocalCluster.Tests.Controllers.StatefulSets;

/// <summary>A set, its pods and a node in miniature: carries out plans, and moves pods on as a node does.</summary>
internal sealed class SetWorld(SetFacts set)
{
    private readonly Dictionary<int, PodFacts> _pods = [];
    private int _uids;

    public SetFacts Set { get; set; } = set;

    public int Template { get; set; } = 1;

    public string CurrentRevision { get; private set; } = "r1";

    public DateTimeOffset Now { get; set; } = Observations.Now;

    public IReadOnlyList<PodFacts> Pods => [.. _pods.Values.OrderBy(pod => pod.Ordinal)];

    public SetObservation Observe() => new()
    {
        Set = Set,
        Pods = Pods,
        Revisions = new RevisionNames(CurrentRevision, $"r{Template}"),
        Now = Now,
    };

    public void CarryOut(SetPlan plan)
    {
        foreach (var action in plan.Stages.SelectMany(stage => stage)) CarryOut(action);
        CurrentRevision = plan.Status.CurrentRevision;
        Set = Set with { CurrentReplicas = plan.Status.CurrentReplicas };
    }

    public void Replace(PodFacts pod) => _pods[pod.Ordinal] = pod;

    public void Remove(PodFacts pod) => _pods.Remove(pod.Ordinal);

    /// <summary>One step of the node for one pod: a terminating pod goes, a pending one runs, a running one becomes ready.</summary>
    public void Advance(PodFacts pod)
    {
        if (pod.Terminating) Remove(pod);
        else if (pod.Phase == PodPhase.Pending) Replace(pod with { Phase = PodPhase.Running });
        else if (pod is { Phase: PodPhase.Running, ReadySince: null }) Replace(pod with { ReadySince = Now });
    }

    private void CarryOut(SetAction action)
    {
        switch (action)
        {
            case SetAction.CreatePod create when !_pods.ContainsKey(create.Ordinal):
                Replace(Observations.Pending(create.Ordinal, create.Revision) with { Uid = $"uid-{_uids++}" });
                break;
            case SetAction.DeletePod delete when _pods.TryGetValue(delete.Pod.Ordinal, out var pod) && pod.Uid == delete.Pod.Uid:
                Replace(pod with { Terminating = true });
                break;
        }
    }
}
