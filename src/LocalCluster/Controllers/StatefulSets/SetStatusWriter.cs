using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Meta;
using LocalCluster.Controllers.StatefulSets.Planning;

namespace LocalCluster.Controllers.StatefulSets;

/// <summary>Writes a set's status when it differs from the one on the server.</summary>
internal sealed class SetStatusWriter(KubeClient client)
{
    public async Task WriteAsync(StatefulSet set, SetStatus status, CancellationToken cancellationToken)
    {
        if (SetReading.ReadStatus(set) is { } written && !status.Replaces(written)) return;

        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject { ["resourceVersion"] = set.Metadata.ResourceVersion },
            ["status"] = Body(status),
        };
        var options = new WriteOptions { Subresource = "status" };
        await client.PatchAsync<StatefulSet>(ObjectKey.Of(set), Patch.Merge(patch), options, cancellationToken);
    }

    /// <summary>A count of zero is absent on the wire, except for the two that are required.</summary>
    private static JsonObject Body(SetStatus status) => new()
    {
        ["observedGeneration"] = status.ObservedGeneration,
        ["replicas"] = status.Replicas,
        ["readyReplicas"] = NullIfZero(status.ReadyReplicas),
        ["currentReplicas"] = NullIfZero(status.CurrentReplicas),
        ["updatedReplicas"] = NullIfZero(status.UpdatedReplicas),
        ["currentRevision"] = status.CurrentRevision,
        ["updateRevision"] = status.UpdateRevision,
        ["collisionCount"] = status.CollisionCount,
        ["availableReplicas"] = status.AvailableReplicas,
    };

    private static JsonValue? NullIfZero(int count) => count == 0 ? null : JsonValue.Create(count);
}
