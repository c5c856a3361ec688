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
    public static IReadOnlyList<PersistentVolumeClaim> For(Observed observed, string serving)
    {
        var goesWithApp = observed.App.Spec.Storage.WhenDeleted == "Delete";
        var growing = StorageGrowth.Of(observed).ToGrow;
        return
        [
            .. observed.Claims
                .Where(claim => !claim.IsTerminating)
                .Where(claim => claim.IsOwnedByApp != goesWithApp || !claim.IsLabelled || IsMarked(claim, serving) != claim.IsMarkedServing || growing.Contains(claim))
                .Select(claim => Say(observed, claim, goesWithApp, IsMarked(claim, serving), growing.Contains(claim) ? observed.App.Spec.Storage.Size : claim.Requested)),
        ];
    }

    /// <summary>Only the second colour is marked: claims without a mark are those of the first one.</summary>
    private static bool IsMarked(ObservedClaim claim, string serving) => claim.Colour == Colour.Green && serving == Colour.Green;

    /// <summary>Labels and size are said every time: what an apply no longer names, it takes away.</summary>
    private static PersistentVolumeClaim Say(Observed observed, ObservedClaim claim, bool goesWithApp, bool isMarked, Quantity size) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = claim.Name,
            Namespace = observed.Namespace,
            Uid = claim.Uid,
            Labels = Labels.For(observed.Name),
            Annotations = isMarked ? new Dictionary<string, string> { [Api.Annotations.Serving] = "true" } : null,
            OwnerReferences = goesWithApp ? [ChildMetadata.Reference(observed.App)] : null,
        },
        Spec = new PersistentVolumeClaimSpec
        {
            Resources = new VolumeResourceRequirements { Requests = new Dictionary<string, Quantity> { ["storage"] = size } },
        },
    };
}
