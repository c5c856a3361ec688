using System.Text.Json;
using System.Text.Json.Serialization;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;

namespace Kubernetes.Models.Apps;

public sealed record StatefulSetSpec
{
    public int? MinReadySeconds { get; init; }

    public StatefulSetOrdinals? Ordinals { get; init; }

    public StatefulSetPersistentVolumeClaimRetentionPolicy? PersistentVolumeClaimRetentionPolicy { get; init; }

    public string? PodManagementPolicy { get; init; }

    public int? Replicas { get; init; }

    public int? RevisionHistoryLimit { get; init; }

    public LabelSelector? Selector { get; init; }

    public string? ServiceName { get; init; }

    public PodTemplateSpec? Template { get; init; }

    public StatefulSetUpdateStrategy? UpdateStrategy { get; init; }

    public IReadOnlyList<PersistentVolumeClaim>? VolumeClaimTemplates { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
