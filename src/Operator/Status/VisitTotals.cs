using Operator.Api;
using Operator.Observe;

namespace Operator.Status;

/// <summary>The count of each volume: as its pod says, or as it was last known while the pod is away. A volume that is gone counts no more.</summary>
internal static class VisitTotals
{
    public static IReadOnlyList<VolumeVisits> Volumes(Observed observed) =>
        [.. observed.Claims
            .Select(claim => new VolumeVisits { Claim = claim.Name, Visits = Count(observed, claim.Name) })
            .Where(volume => volume.Visits is not null)];

    private static long? Count(Observed observed, string claim) =>
        observed.Visits.TryGetValue(claim, out var visits)
            ? visits
            : observed.App.Status?.Volumes?.FirstOrDefault(volume => volume.Claim == claim)?.Visits;
}
