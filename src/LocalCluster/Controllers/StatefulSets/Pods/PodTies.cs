using Kubernetes.Models;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using LocalCluster.Controllers.Selection;

namespace LocalCluster.Controllers.StatefulSets.Pods;

/// <summary>The rules of ownership between a set and pods (or revisions) of its namespace.</summary>
internal static class PodTies
{
    public static PodTie Of(StatefulSet set, Pod pod)
    {
        var fits = set.Spec?.Selector.Matches(pod.Metadata) == true && PodIdentity.OrdinalOf(set.Metadata.Name ?? "", pod.Metadata.Name) is not null;
        var deleting = set.Metadata.DeletionTimestamp is not null;
        return ControllerOf(pod) switch
        {
            { } owner when owner.Uid != set.Metadata.Uid => PodTie.Foreign,
            not null => fits || deleting ? PodTie.Owned : PodTie.Strayed,
            null => fits && !deleting && pod.Metadata.DeletionTimestamp is null ? PodTie.Orphan : PodTie.Foreign,
        };
    }

    public static OwnerReference? ControllerOf(IKubernetesObject obj) =>
        obj.Metadata.OwnerReferences?.FirstOrDefault(owner => owner.Controller == true);
}
