using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kubernetes.Models;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using LocalCluster.Controllers.Selection;

namespace LocalCluster.Controllers.Deployments;

/// <summary>The ReplicaSets of a deployment: one for each template that it has had.</summary>
internal static class TemplateSets
{
    public const string RevisionAnnotation = "deployment.kubernetes.io/revision";

    private const string HashLabel = "pod-template-hash";
    public const string DesiredAnnotation = "deployment.kubernetes.io/desired-replicas";
    public const string MaximumAnnotation = "deployment.kubernetes.io/max-replicas";
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
                OwnerReferences = [Ownership.By(deployment)],
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
        var annotations = (deployment.Metadata.Annotations ?? new Dictionary<string, string>()).Where(one => one.Key is not LastApplied).ToDictionary();
        annotations[RevisionAnnotation] = revision;
        foreach (var (name, size) in SizesOf(deployment)) annotations[name] = size;
        return annotations;
    }

    /// <summary>How many pods the deployment wants, and how many it may have meanwhile.</summary>
    public static IReadOnlyDictionary<string, string> SizesOf(Deployment deployment)
    {
        var (replicas, surge) = (deployment.Spec?.Replicas ?? 1, RollPlan.SurgeOf(deployment));
        return new Dictionary<string, string>
        {
            [DesiredAnnotation] = replicas.ToString(CultureInfo.InvariantCulture),
            [MaximumAnnotation] = (replicas + surge).ToString(CultureInfo.InvariantCulture),
        };
    }

    /// <summary>What one of those says that a set was told last; null when it says nothing.</summary>
    public static int? SizeIn(ReplicaSet set, string annotation) =>
        int.TryParse(set.Metadata.Annotations?.GetValueOrDefault(annotation), CultureInfo.InvariantCulture, out var size) ? size : null;

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string>? labels, string hash) =>
        new((labels ?? new Dictionary<string, string>()).ToDictionary()) { [HashLabel] = hash };

    private static PodTemplateSpec? Plain(PodTemplateSpec? template) => template?.Metadata?.Labels is not { } labels
        ? template
        : template with { Metadata = template.Metadata with { Labels = labels.Where(label => label.Key != HashLabel).ToDictionary() } };

    private static JsonNode? Json(PodTemplateSpec? template) => template is null ? null : JsonSerializer.SerializeToNode(template, KubernetesJson.Default.PodTemplateSpec);
}
