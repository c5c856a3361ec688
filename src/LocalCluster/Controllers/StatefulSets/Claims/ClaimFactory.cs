using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using LocalCluster.Controllers.StatefulSets.Pods;

namespace LocalCluster.Controllers.StatefulSets.Claims;

/// <summary>Makes the claims of an ordinal from the set's templates.</summary>
internal static class ClaimFactory
{
    public static IEnumerable<string> NamesFor(StatefulSet set, int ordinal) =>
        (set.Spec?.VolumeClaimTemplates ?? []).Select(template =>
            PodIdentity.ClaimName(template.Metadata.Name ?? "", set.Metadata.Name ?? "", ordinal));

    public static IEnumerable<PersistentVolumeClaim> Make(StatefulSet set, int ordinal) =>
        (set.Spec?.VolumeClaimTemplates ?? []).Select(template => template with
        {
            ApiVersion = PersistentVolumeClaim.Type.ApiVersion,
            Kind = PersistentVolumeClaim.Type.Kind,
            Metadata = template.Metadata with
            {
                Name = PodIdentity.ClaimName(template.Metadata.Name ?? "", set.Metadata.Name ?? "", ordinal),
                Namespace = set.Metadata.Namespace,
                Labels = LabelsFor(set, template.Metadata),
            },
            Status = null,
        });

    private static Dictionary<string, string>? LabelsFor(StatefulSet set, ObjectMeta template)
    {
        var labels = (template.Labels ?? new Dictionary<string, string>()).ToDictionary();
        foreach (var (key, value) in set.Spec?.Selector?.MatchLabels ?? new Dictionary<string, string>()) labels[key] = value;
        return labels.Count == 0 ? null : labels;
    }
}
