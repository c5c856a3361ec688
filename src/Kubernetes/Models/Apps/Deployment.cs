using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Kubernetes.Models.Meta;

namespace Kubernetes.Models.Apps;

/// <summary>Kind Deployment, apps/v1.</summary>
public sealed record Deployment : IResource<Deployment>
{
    public static ResourceType Type { get; } = new("apps", "v1", "Deployment", "deployments", true);

    public static JsonTypeInfo<Deployment> Json => KubernetesJson.Default.Deployment;

    public static JsonTypeInfo<ResourceList<Deployment>> ListJson => KubernetesJson.Default.ResourceListDeployment;

    public string? ApiVersion { get => field ?? Type.ApiVersion; init; }

    public string? Kind { get => field ?? Type.Kind; init; }

    public ObjectMeta Metadata { get => field ?? ObjectMeta.Empty; init; }

    public DeploymentSpec? Spec { get; init; }

    public DeploymentStatus? Status { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
