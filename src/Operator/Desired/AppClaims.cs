using Kubernetes.Models;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Operator.Api;
using Operator.Observe;
using Operator.Rollout;

namespace Operator.Desired;

/// <summary>
/// What is said about claims that are there. Their set makes them; the operator lets them grow, and lets them go with the app when
/// storage.whenDeleted says so: by an owner reference to the app itself, so that the loss of a set never takes data along.
/// </summary>
internal static class AppClaims
{
    public static IReadOnlyList<PersistentVolumeClaim> For(Observed observed)
    {
        var goesWithApp = observed.App.Spec.Storage.WhenDeleted == "Delete";
        var growing = StorageGrowth.Of(observed).ToGrow;
        return
        [
            .. observed.Claims
                .Where(claim => !claim.IsTerminating)
                .Where(claim => claim.IsOwnedByApp != goesWithApp || !claim.IsLabelled || growing.Contains(claim))
                .Select(claim => Say(observed, claim, goesWithApp, growing.Contains(claim) ? observed.App.Spec.Storage.Size : claim.Requested)),
        ];
    }

    /// <summary>Labels and size are said every time: what an apply no longer names, it takes away.</summary>
    private static PersistentVolumeClaim Say(Observed observed, ObservedClaim claim, bool goesWithApp, Quantity size) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = claim.Name,
            Namespace = observed.Namespace,
            Uid = claim.Uid,
            Labels = Labels.For(observed.Name),
            OwnerReferences = goesWithApp ? [ChildMetadata.Reference(observed.App)] : null,
        },
        Spec = new PersistentVolumeClaimSpec
        {
            Resources = new VolumeResourceRequirements { Requests = new Dictionary<string, Quantity> { ["storage"] = size } },
        },
    };
}
