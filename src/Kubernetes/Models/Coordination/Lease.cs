using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Kubernetes.Models.Meta;

namespace Kubernetes.Models.Coordination;

/// <summary>Kind Lease, coordination.k8s.io/v1.</summary>
public sealed record Lease : IResource<Lease>
{
    public static ResourceType Type { get; } = new("coordination.k8s.io", "v1", "Lease", "leases", true);

    public static JsonTypeInfo<Lease> Json => KubernetesJson.Default.Lease;

    public static JsonTypeInfo<ResourceList<Lease>> ListJson => KubernetesJson.Default.ResourceListLease;

    public string? ApiVersion { get => field ?? Type.ApiVersion; init; }

    public string? Kind { get => field ?? Type.Kind; init; }

    public ObjectMeta Metadata { get => field ?? ObjectMeta.Empty; init; }

    public LeaseSpec? Spec { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
