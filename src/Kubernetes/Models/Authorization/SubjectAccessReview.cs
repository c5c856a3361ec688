using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Kubernetes.Models.Meta;

namespace Kubernetes.Models.Authorization;

/// <summary>Kind SubjectAccessReview, authorization.k8s.io/v1.</summary>
public sealed record SubjectAccessReview : IResource<SubjectAccessReview>
{
    public static ResourceType Type { get; } = new("authorization.k8s.io", "v1", "SubjectAccessReview", "subjectaccessreviews", false);

    public static JsonTypeInfo<SubjectAccessReview> Json => KubernetesJson.Default.SubjectAccessReview;

    public static JsonTypeInfo<ResourceList<SubjectAccessReview>> ListJson => KubernetesJson.Default.ResourceListSubjectAccessReview;

    public string? ApiVersion { get => field ?? Type.ApiVersion; init; }

    public string? Kind { get => field ?? Type.Kind; init; }

    public ObjectMeta Metadata { get => field ?? ObjectMeta.Empty; init; }

    public SubjectAccessReviewSpec? Spec { get; init; }

    public SubjectAccessReviewStatus? Status { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
