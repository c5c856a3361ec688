using Operator.Observe;

namespace Operator.Rollout;

/// <summary>The pod that has to move next, and where to, in words that follow "waits for".</summary>
internal static class PodWait
{
    /// <summary>Null when every pod that is wanted is there and ready, and none is stopping.</summary>
    public static string? Of(Observed observed)
    {
        var wanted = observed.App.Spec.Replicas;
        if (observed.Pods.FirstOrDefault(pod => pod.IsTerminating || pod.Ordinal >= wanted) is { } leaving) return $"pod {leaving.Name} to stop";
        var ready = observed.Pods.Where(pod => pod.IsReady).Select(pod => pod.Ordinal).ToHashSet();
        return Enumerable.Range(0, wanted).FirstOrDefault(ordinal => !ready.Contains(ordinal), -1) is >= 0 and var missing
            ? $"pod {Api.Names.Pod(observed.Name, missing, observed.Serving)} to be ready"
            : null;
    }
}
