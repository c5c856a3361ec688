using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Kubernetes.Models.Meta;

namespace Kubernetes.Models.Authorization;

/// <summary>Kind SelfSubjectAccessReview, authorization.k8s.io/v1.</summary>
public sealed record SelfSubjectAccessReview : IResource<SelfSubjectAccessReview>
{
    public static ResourceType Type { get; } = new("authorization.k8s.io", "v1", "SelfSubjectAccessReview", "selfsubjectaccessreviews", false);

    public static JsonTypeInfo<SelfSubjectAccessReview> Json => KubernetesJson.Default.SelfSubjectAccessReview;

    public static JsonTypeInfo<ResourceList<SelfSubjectAccessReview>> ListJson => KubernetesJson.Default.ResourceListSelfSubjectAccessReview;

    public string? ApiVersion { get => field ?? Type.ApiVersion; init; }

    public string? Kind { get => field ?? Type.Kind; init; }

    public ObjectMeta Metadata { get => field ?? ObjectMeta.Empty; init; }

    public SelfSubjectAccessReviewSpec? Spec { get; init; }

    public SubjectAccessReviewStatus? Status { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
