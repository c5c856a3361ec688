using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;

namespace LocalCluster.Controllers.Scheduling;

/// <summary>A pod waits until each of its claims exists, is not going, and is bound if it is to be bound at once.</summary>
internal static class ClaimCheck
{
    public static string? Problem(Pod pod, ClusterView cluster)
    {
        var unbound = false;
        foreach (var name in ClaimNames(pod))
        {
            if (cluster.FindClaim(new ObjectKey(pod.Metadata.Namespace, name)) is not { } claim) return $"persistentvolumeclaim \"{name}\" not found";
            if (claim.Status?.Phase == "Lost") return $"persistentvolumeclaim \"{name}\" bound to non-existent persistentvolume \"{claim.Spec?.VolumeName}\"";
            if (claim.Metadata.DeletionTimestamp is not null) return $"persistentvolumeclaim \"{name}\" is being deleted";
            unbound |= claim.Status?.Phase != "Bound" && !WaitsForConsumer(claim, cluster);
        }

        return unbound ? "pod has unbound immediate PersistentVolumeClaims" : null;
    }

    /// <summary>The claims whose volumes are made only when a pod that uses them has a node.</summary>
    public static IEnumerable<PersistentVolumeClaim> WaitingForConsumer(Pod pod, ClusterView cluster) =>
        ClaimNames(pod).Select(name => cluster.FindClaim(new ObjectKey(pod.Metadata.Namespace, name)))
            .OfType<PersistentVolumeClaim>()
            .Where(claim => claim.Status?.Phase != "Bound" && WaitsForConsumer(claim, cluster));

    private static bool WaitsForConsumer(PersistentVolumeClaim claim, ClusterView cluster) =>
        claim.Spec is { StorageClassName: { Length: > 0 } name, VolumeName: null or "" }
        && cluster.FindClass(name)?.VolumeBindingMode == "WaitForFirstConsumer";

    /// <summary>The claims a pod mounts, those of its ephemeral volumes too.</summary>
    public static IEnumerable<string> ClaimNames(Pod pod) =>
        (pod.Spec?.Volumes ?? []).Select(volume => volume switch
        {
            { PersistentVolumeClaim.ClaimName: var name } => name,
            { Ephemeral: not null } => $"{pod.Metadata.Name}-{volume.Name}",
            _ => null,
        }).OfType<string>();
}
