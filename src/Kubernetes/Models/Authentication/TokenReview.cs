using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Kubernetes.Models.Meta;

namespace Kubernetes.Models.Authentication;

/// <summary>Kind TokenReview, authentication.k8s.io/v1.</summary>
public sealed record TokenReview : IResource<TokenReview>
{
    public static ResourceType Type { get; } = new("authentication.k8s.io", "v1", "TokenReview", "tokenreviews", false);

    public static JsonTypeInfo<TokenReview> Json => KubernetesJson.Default.TokenReview;

    public static JsonTypeInfo<ResourceList<TokenReview>> ListJson => KubernetesJson.Default.ResourceListTokenReview;

    public string? ApiVersion { get => field ?? Type.ApiVersion; init; }

    public string? Kind { get => field ?? Type.Kind; init; }

    public ObjectMeta Metadata { get => field ?? ObjectMeta.Empty; init; }

    public TokenReviewSpec? Spec { get; init; }

    public TokenReviewStatus? Status { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
