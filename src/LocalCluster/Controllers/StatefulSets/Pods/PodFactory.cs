using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;

namespace LocalCluster.Controllers.StatefulSets.Pods;

/// <summary>Makes the pod of an ordinal from a revision's template.</summary>
internal static class PodFactory
{
    public static Pod Make(StatefulSet set, PodTemplateSpec template, string revision, int ordinal)
    {
        var setName = set.Metadata.Name ?? "";
        var name = PodIdentity.PodName(setName, ordinal);
        var labels = (template.Metadata?.Labels ?? new Dictionary<string, string>()).ToDictionary();
        labels[PodIdentity.PodNameLabel] = name;
        labels[PodIdentity.PodIndexLabel] = PodIdentity.Text(ordinal);
        labels[PodIdentity.RevisionLabel] = revision;
        var spec = template.Spec ?? new PodSpec();
        return new Pod
        {
            Metadata = new ObjectMeta
            {
                Name = name,
                GenerateName = $"{setName}-",
                Namespace = set.Metadata.Namespace,
                Labels = labels,
                Annotations = template.Metadata?.Annotations,
                Finalizers = template.Metadata?.Finalizers,
                OwnerReferences = [OwnerFor(set)],
            },
            Spec = spec with
            {
                Hostname = name,
                Subdomain = string.IsNullOrEmpty(set.Spec?.ServiceName) ? null : set.Spec.ServiceName,
                Volumes = VolumesFor(set, spec.Volumes, ordinal),
            },
        };
    }

    public static OwnerReference OwnerFor(StatefulSet set) => new()
    {
        ApiVersion = StatefulSet.Type.ApiVersion,
        Kind = StatefulSet.Type.Kind,
        Name = set.Metadata.Name ?? "",
        Uid = set.Metadata.Uid ?? "",
        Controller = true,
        BlockOwnerDeletion = true,
    };

    /// <summary>The claims' volumes first; a volume of the template that has a claim's name gives way to it.</summary>
    public static IReadOnlyList<Volume>? VolumesFor(StatefulSet set, IReadOnlyList<Volume>? volumes, int ordinal)
    {
        var templates = set.Spec?.VolumeClaimTemplates ?? [];
        if (templates.Count == 0) return volumes;

        var names = templates.Select(template => template.Metadata.Name).ToHashSet();
        var claims = templates.Select(template => new Volume
        {
            Name = template.Metadata.Name ?? "",
            PersistentVolumeClaim = new PersistentVolumeClaimVolumeSource
            {
                ClaimName = PodIdentity.ClaimName(template.Metadata.Name ?? "", set.Metadata.Name ?? "", ordinal),
            },
        });
        return [.. claims, .. (volumes ?? []).Where(volume => !names.Contains(volume.Name))];
    }
}
