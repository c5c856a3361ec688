using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using LocalCluster.Controllers.StatefulSets.Claims;
using LocalCluster.Controllers.StatefulSets.Planning;

namespace LocalCluster.Controllers.StatefulSets.Pods;

/// <summary>Turns a pod and its claims into what the planner may know of them.</summary>
internal static class PodReading
{
    public static PodFacts? Read(StatefulSet set, Pod pod, Func<ObjectKey, PersistentVolumeClaim?> findClaim)
    {
        if (PodIdentity.OrdinalOf(set.Metadata.Name ?? "", pod.Metadata.Name) is not { } ordinal) return null;

        var claims = ClaimFactory.NamesFor(set, ordinal).Select(name => findClaim(new ObjectKey(set.Metadata.Namespace, name))).ToList();
        return new PodFacts
        {
            Name = pod.Metadata.Name ?? "",
            Uid = pod.Metadata.Uid ?? "",
            Ordinal = ordinal,
            Revision = pod.Metadata.Labels?.GetValueOrDefault(PodIdentity.RevisionLabel) ?? "",
            Phase = PhaseOf(pod),
            Terminating = pod.Metadata.DeletionTimestamp is not null,
            ReadySince = ReadySince(pod),
            IdentityMatches = NameMatches(pod) && VolumesMatch(set, pod, ordinal),
            ClaimsExist = claims.All(claim => claim is not null),
            ClaimOwnersMatch = claims.OfType<PersistentVolumeClaim>().All(claim => ClaimOwners.AreRight(claim, set, pod)),
        };
    }

    public static bool NameMatches(Pod pod) => pod.Metadata.Labels?.GetValueOrDefault(PodIdentity.PodNameLabel) == pod.Metadata.Name;

    /// <summary>Every claim template has a volume of its name in the pod, which mounts the claim of this ordinal.</summary>
    public static bool VolumesMatch(StatefulSet set, Pod pod, int ordinal) =>
        (set.Spec?.VolumeClaimTemplates ?? []).All(template =>
            pod.Spec?.Volumes?.FirstOrDefault(volume => volume.Name == template.Metadata.Name)?.PersistentVolumeClaim?.ClaimName
            == PodIdentity.ClaimName(template.Metadata.Name ?? "", set.Metadata.Name ?? "", ordinal));

    private static PodPhase PhaseOf(Pod pod) => pod.Status?.Phase switch
    {
        null or "" or "Pending" => PodPhase.Pending,
        "Running" => PodPhase.Running,
        "Succeeded" => PodPhase.Succeeded,
        "Failed" => PodPhase.Failed,
        _ => PodPhase.Unknown,
    };

    private static DateTimeOffset? ReadySince(Pod pod) =>
        pod.Status?.Conditions?.FirstOrDefault(condition => condition is { Type: "Ready", Status: "True" }) is { } ready
            ? ready.LastTransitionTime ?? DateTimeOffset.MinValue
            : null;
}
