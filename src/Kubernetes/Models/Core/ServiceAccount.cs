using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Kubernetes.Models.Meta;

namespace Kubernetes.Models.Core;

/// <summary>Kind ServiceAccount, v1.</summary>
public sealed record ServiceAccount : IResource<ServiceAccount>
{
    public static ResourceType Type { get; } = new("", "v1", "ServiceAccount", "serviceaccounts", true);

    public static JsonTypeInfo<ServiceAccount> Json => KubernetesJson.Default.ServiceAccount;

    public static JsonTypeInfo<ResourceList<ServiceAccount>> ListJson => KubernetesJson.Default.ResourceListServiceAccount;

    public string? ApiVersion { get => field ?? Type.ApiVersion; init; }

    public string? Kind { get => field ?? Type.Kind; init; }

    public ObjectMeta Metadata { get => field ?? ObjectMeta.Empty; init; }

    public bool? AutomountServiceAccountToken { get; init; }

    public IReadOnlyList<LocalObjectReference>? ImagePullSecrets { get; init; }

    public IReadOnlyList<ObjectReference>? Secrets { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
