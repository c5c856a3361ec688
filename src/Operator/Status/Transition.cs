using System.Text.Json;
using System.Text.Json.Nodes;
using Kubernetes.Models;
using Operator.Api;

namespace Operator.Status;

/// <summary>
/// Names a transition of an app's status by where it begins, as far as that is written down in the cluster. So the name is the same for
/// whoever sees the transition, however often, until the status that ends it is written: also for the next operator after one that died.
/// </summary>
internal static class Transition
{
    public static string Of(CounterAppStatus? before, string what) => Fingerprint.Of(new JsonObject
    {
        ["what"] = what,
        ["phase"] = before?.Phase,
        ["rollout"] = before?.Rollout is { } rollout ? JsonSerializer.SerializeToNode(rollout, ApiJson.TypeInfo<RolloutStatus>()) : null,
        ["ready"] = before?.Conditions?.FirstOrDefault(condition => condition.Type == ConditionType.Ready) is { } ready
            ? JsonSerializer.SerializeToNode(ready, KubernetesJson.Default.Condition)
            : null,
    });
}
