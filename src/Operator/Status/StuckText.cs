using Operator.Api;
using Operator.Rollout;

namespace Operator.Status;

/// <summary>A pod that cannot start, in words: the node's or the scheduler's own, and what to do about it.</summary>
internal static class StuckText
{
    public static string Sentence(StuckPods.Stuck stuck, StatusInput input)
    {
        var message = stuck.Pod.WaitingMessage is { Length: > 0 } words && words != stuck.Reason ? $"{stuck.Reason}: {words.TrimEnd('.')}" : stuck.Reason;
        return $"Pod {stuck.Pod.Name} cannot start: {message}. {Outlook(stuck, input)}";
    }

    /// <summary>What becomes of it: only a pod of the revision that is asked for needs somebody to do something.</summary>
    private static string Outlook(StuckPods.Stuck stuck, StatusInput input)
    {
        if (!input.State.IsObserved) return "The StatefulSet controller has to take up the latest change first.";
        if (stuck.Pod.Revision == input.State.UpdateRevision) return Advice(stuck, input.Spec);
        return stuck.Pod.Ordinal < input.State.Wanted - input.State.ToUpdate
            ? $"It keeps revision {stuck.Pod.Revision}: lower spec.updateStrategy.rollingUpdate.partition to {stuck.Pod.Ordinal} to replace it."
            : $"It is of an earlier revision and is removed to make room for {input.State.UpdateRevision}.";
    }

    private static string Advice(StuckPods.Stuck stuck, CounterAppSpec spec) => stuck.Reason switch
    {
        "ErrImagePull" or "ImagePullBackOff" or "InvalidImageName" or "ErrImageNeverPull" => $"Set spec.image ({spec.Image}) to an image that the node can get.",
        "CrashLoopBackOff" => $"kubectl logs {stuck.Pod.Name} --previous says why it ended.",
        "CreateContainerConfigError" => "Create what its environment refers to, or correct spec.env.",
        _ => $"kubectl describe pod {stuck.Pod.Name} says more.",
    };
}
