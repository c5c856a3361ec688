using System.Text.Json.Nodes;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;

namespace LocalCluster.Controllers.ReplicaSets;

/// <summary>How the pods of a set are, as its status tells it.</summary>
internal sealed record ReplicaCount(long Generation, int Replicas, int FullyLabeled, int Ready, int Available, int Terminating)
{
    /// <summary>When the next pod will have been ready for long enough.</summary>
    public TimeSpan? CheckAgainIn { get; private init; }

    public static ReplicaCount Of(ReplicaSet set, IReadOnlyList<Pod> active, int terminating, DateTimeOffset now)
    {
        var labels = set.Spec?.Template?.Metadata?.Labels ?? new Dictionary<string, string>();
        var minReady = TimeSpan.FromSeconds(set.Spec?.MinReadySeconds ?? 0);
        var ready = active.Where(IsReady).Select(pod => ReadySince(pod) + minReady - now).ToList();
        return new ReplicaCount(
            set.Metadata.Generation ?? 0,
            active.Count,
            active.Count(pod => labels.All(label => pod.Metadata.Labels?.GetValueOrDefault(label.Key) == label.Value)),
            ready.Count,
            ready.Count(left => minReady == TimeSpan.Zero || left <= TimeSpan.Zero),
            terminating)
        {
            CheckAgainIn = minReady > TimeSpan.Zero && ready.Where(left => left > TimeSpan.Zero).ToList() is { Count: > 0 } waiting ? waiting.Min() : null,
        };
    }

    public static bool IsReady(Pod pod) => pod.Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) == true;

    public bool IsWrittenIn(ReplicaSetStatus? status) => status is not null
        && status.ObservedGeneration == Generation
        && status.Replicas == Replicas
        && (status.FullyLabeledReplicas ?? 0) == FullyLabeled
        && (status.ReadyReplicas ?? 0) == Ready
        && (status.AvailableReplicas ?? 0) == Available
        && status.TerminatingReplicas == Terminating;

    public JsonObject ToPatch(ReplicaSet set) => new()
    {
        ["metadata"] = new JsonObject { ["resourceVersion"] = set.Metadata.ResourceVersion },
        ["status"] = new JsonObject
        {
            ["observedGeneration"] = Generation,
            ["replicas"] = Replicas,
            ["fullyLabeledReplicas"] = NullIfZero(FullyLabeled),
            ["readyReplicas"] = NullIfZero(Ready),
            ["availableReplicas"] = NullIfZero(Available),
            ["terminatingReplicas"] = Terminating,
        },
    };

    private static DateTimeOffset ReadySince(Pod pod) =>
        pod.Status!.Conditions!.First(condition => condition.Type == "Ready").LastTransitionTime ?? DateTimeOffset.MinValue;

    private static JsonValue? NullIfZero(int count) => count == 0 ? null : JsonValue.Create(count);
}
