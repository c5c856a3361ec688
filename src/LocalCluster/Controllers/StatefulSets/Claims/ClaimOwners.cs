using Kubernetes.Models;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using LocalCluster.Controllers.StatefulSets.Pods;

namespace LocalCluster.Controllers.StatefulSets.Claims;

/// <summary>
/// Who owns a claim by the set's retention policy, so that the garbage collector does the rest: the set if the claim goes with it, the
/// pod if the pod is being scaled away and the claim is to go too, nobody otherwise. Claims in a state that somebody else made stay so.
/// </summary>
internal static class ClaimOwners
{
    private const string Delete = "Delete";

    public static bool AreRight(PersistentVolumeClaim claim, StatefulSet set, Pod pod)
    {
        if (HasStale(claim, set) || HasStale(claim, pod)) return true;

        var owners = claim.Metadata.OwnerReferences ?? [];
        if (HasForeignController(claim, set, pod)) return !owners.Any(owner => IsOf(owner, set) || IsOf(owner, pod));
        if (owners.Any(owner => (IsOf(owner, set) || IsOf(owner, pod)) && owner.Controller != true)) return false;
        return owners.Any(owner => IsOf(owner, set)) == IsSetWanted(set, pod) && owners.Any(owner => IsOf(owner, pod)) == IsPodWanted(set, pod);
    }

    /// <summary>The owners that the claim should have.</summary>
    public static IReadOnlyList<OwnerReference> Right(PersistentVolumeClaim claim, StatefulSet set, Pod pod)
    {
        var others = (claim.Metadata.OwnerReferences ?? []).Where(owner => !Names(owner, set) && !Names(owner, pod)).ToList();
        if (HasForeignController(claim, set, pod)) return others;
        if (IsSetWanted(set, pod)) others.Add(PodFactory.OwnerFor(set));
        if (IsPodWanted(set, pod)) others.Add(OwnerFor(pod));
        return others;
    }

    /// <summary>Another controller has the claim, so that the policy cannot be carried out.</summary>
    public static bool HasForeignController(PersistentVolumeClaim claim, StatefulSet set, Pod pod) =>
        (DeletedWithSet(set) || DeletedWhenScaled(set))
        && (claim.Metadata.OwnerReferences ?? []).Any(owner => (Names(owner, set), Names(owner, pod)) switch
        {
            (true, _) => !IsOf(owner, set),
            (_, true) => !IsOf(owner, pod),
            _ => owner.Controller == true,
        });

    /// <summary>The claim still belongs to a pod of this name that was scaled away; it will be collected, and only then a new one made.</summary>
    public static bool IsStaleFor(PersistentVolumeClaim claim, StatefulSet set, string podName) =>
        DeletedWhenScaled(set)
        && (claim.Metadata.OwnerReferences ?? []).Any(owner =>
            owner.ApiVersion == Pod.Type.ApiVersion && owner.Kind == Pod.Type.Kind && owner.Name == podName);

    private static bool IsSetWanted(StatefulSet set, Pod pod) => DeletedWithSet(set) && !(DeletedWhenScaled(set) && IsScaledAway(set, pod));

    private static bool IsPodWanted(StatefulSet set, Pod pod) => DeletedWhenScaled(set) && IsScaledAway(set, pod);

    private static bool IsScaledAway(StatefulSet set, Pod pod) =>
        PodIdentity.OrdinalOf(set.Metadata.Name ?? "", pod.Metadata.Name) is { } ordinal && !SetReading.Read(set).Wants(ordinal);

    private static bool DeletedWithSet(StatefulSet set) => set.Spec?.PersistentVolumeClaimRetentionPolicy?.WhenDeleted == Delete;

    private static bool DeletedWhenScaled(StatefulSet set) => set.Spec?.PersistentVolumeClaimRetentionPolicy?.WhenScaled == Delete;

    private static bool HasStale(PersistentVolumeClaim claim, IKubernetesObject obj) =>
        (claim.Metadata.OwnerReferences ?? []).Any(owner => Names(owner, obj) && !IsOf(owner, obj));

    private static bool IsOf(OwnerReference owner, IKubernetesObject obj) => owner.Uid == obj.Metadata.Uid;

    private static bool Names(OwnerReference owner, IKubernetesObject obj) =>
        owner.ApiVersion == obj.ApiVersion && owner.Kind == obj.Kind && owner.Name == obj.Metadata.Name;

    private static OwnerReference OwnerFor(Pod pod) => new()
    {
        ApiVersion = Pod.Type.ApiVersion,
        Kind = Pod.Type.Kind,
        Name = pod.Metadata.Name ?? "",
        Uid = pod.Metadata.Uid ?? "",
        Controller = true,
        BlockOwnerDeletion = true,
    };
}
