using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Kubernetes.Models.Meta;

namespace Kubernetes.Models.Core;

/// <summary>Kind Secret, v1.</summary>
public sealed record Secret : IResource<Secret>
{
    static ResourceType IResource<Secret>.Type { get; } = new("", "v1", "Secret", "secrets", true);

    public static JsonTypeInfo<Secret> Json => KubernetesJson.Default.Secret;

    public static JsonTypeInfo<ResourceList<Secret>> ListJson => KubernetesJson.Default.ResourceListSecret;

    public string? ApiVersion { get => field ?? "v1"; init; }

    public string? Kind { get => field ?? "Secret"; init; }

    public ObjectMeta Metadata { get => field ?? ObjectMeta.Empty; init; }

    public string? Type { get; init; }

    public IReadOnlyDictionary<string, byte[]>? Data { get; init; }

    public bool? Immutable { get; init; }

    public IReadOnlyDictionary<string, string>? StringData { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
