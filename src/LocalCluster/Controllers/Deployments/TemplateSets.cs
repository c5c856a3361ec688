using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kubernetes.Models;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;

namespace LocalCluster.Controllers.Deployments;

/// <summary>The ReplicaSets of a deployment: one for each template that it has had.</summary>
internal static class TemplateSets
{
    public const string RevisionAnnotation = "deployment.kubernetes.io/revision";

    private const string HashLabel = "pod-template-hash";
    private const string DesiredAnnotation = "deployment.kubernetes.io/desired-replicas";
    private const string MaximumAnnotation = "deployment.kubernetes.io/max-replicas";
    private const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";

    /// <summary>The set of the deployment's template as it is now, if it has been made.</summary>
    public static ReplicaSet? Find(Deployment deployment, IEnumerable<ReplicaSet> sets) =>
        sets.OrderBy(set => set.Metadata.CreationTimestamp).FirstOrDefault(set => JsonNode.DeepEquals(Json(Plain(set.Spec?.Template)), Json(Plain(deployment.Spec?.Template))));

    public static long RevisionOf(ReplicaSet set) =>
        long.TryParse(set.Metadata.Annotations?.GetValueOrDefault(RevisionAnnotation), NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : 0;

    public static long NextRevision(IEnumerable<ReplicaSet> sets) => sets.Select(RevisionOf).Append(0).Max() + 1;

    public static ReplicaSet Make(Deployment deployment, long revision, int replicas)
    {
        var template = deployment.Spec?.Template ?? new PodTemplateSpec();
        var hash = TemplateHash.Of(template, deployment.Status?.CollisionCount);
        var labels = With(template.Metadata?.Labels, hash);
        var selector = deployment.Spec?.Selector ?? new LabelSelector();
        return new ReplicaSet
        {
            Metadata = new ObjectMeta
            {
                Name = $"{deployment.Metadata.Name}-{hash}",
                Namespace = deployment.Metadata.Namespace,
                Labels = labels,
                Annotations = AnnotationsOf(deployment, revision.ToString(CultureInfo.InvariantCulture)),
                OwnerReferences = [OwnerFor(deployment)],
            },
            Spec = new ReplicaSetSpec
            {
                Replicas = replicas,
                MinReadySeconds = deployment.Spec?.MinReadySeconds,
                Selector = selector with { MatchLabels = With(selector.MatchLabels, hash) },
                Template = template with { Metadata = (template.Metadata ?? new ObjectMeta()) with { Labels = labels } },
            },
        };
    }

    public static Dictionary<string, string> AnnotationsOf(Deployment deployment, string revision)
    {
        var (replicas, surge) = (deployment.Spec?.Replicas ?? 1, RollPlan.SurgeOf(deployment));
        var annotations = (deployment.Metadata.Annotations ?? new Dictionary<string, string>()).Where(one => one.Key is not LastApplied).ToDictionary();
        annotations[RevisionAnnotation] = revision;
        annotations[DesiredAnnotation] = replicas.ToString(CultureInfo.InvariantCulture);
        annotations[MaximumAnnotation] = (replicas + surge).ToString(CultureInfo.InvariantCulture);
        return annotations;
    }

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string>? labels, string hash) =>
        new((labels ?? new Dictionary<string, string>()).ToDictionary()) { [HashLabel] = hash };

    private static PodTemplateSpec? Plain(PodTemplateSpec? template) => template?.Metadata?.Labels is not { } labels
        ? template
        : template with { Metadata = template.Metadata with { Labels = labels.Where(label => label.Key != HashLabel).ToDictionary() } };

    private static JsonNode? Json(PodTemplateSpec? template) => template is null ? null : JsonSerializer.SerializeToNode(template, KubernetesJson.Default.PodTemplateSpec);

    private static OwnerReference OwnerFor(Deployment deployment) => new()
    {
        ApiVersion = Deployment.Type.ApiVersion,
        Kind = Deployment.Type.Kind,
        Name = deployment.Metadata.Name ?? "",
        Uid = deployment.Metadata.Uid ?? "",
        Controller = true,
        BlockOwnerDeletion = true,
    };
}
