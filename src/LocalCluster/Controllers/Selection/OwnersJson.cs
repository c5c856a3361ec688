using System.Text.Json;
using System.Text.Json.Nodes;
using Kubernetes.Models;
using Kubernetes.Models.Meta;

namespace LocalCluster.Controllers.Selection;

/// <summary>Owner references as they stand in a patch; none of them removes the field.</summary>
internal static class OwnersJson
{
    public static JsonArray? Of(IReadOnlyList<OwnerReference> owners) => owners.Count == 0
        ? null
        : [.. owners.Select(owner => JsonSerializer.SerializeToNode(owner, KubernetesJson.Default.OwnerReference))];
}
