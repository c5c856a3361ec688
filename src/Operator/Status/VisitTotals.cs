using Operator.Api;
using Operator.Observe;

namespace Operator.Status;

/// <summary>
/// The count at each ordinal: as its pods say, or as it was last known while one is away. Two colours' volumes of an ordinal share visits that
/// were handed over; each is counted once. A volume that is gone counts no more. Only a fresh answer lowers a count, so that two operators never pull it to and fro.
/// </summary>
internal static class VisitTotals
{
    public static IReadOnlyList<VolumeVisits> Volumes(Observed observed) =>
        [.. observed.Claims.GroupBy(claim => claim.Ordinal).Select(ordinal => Of(observed, [.. ordinal])).Where(volume => volume.Visits is not null)];

    private static VolumeVisits Of(Observed observed, IReadOnlyList<ObservedClaim> claims)
    {
        var name = (claims.FirstOrDefault(claim => claim.Colour == observed.Serving) ?? claims[0]).Name;
        var told = claims.Select(claim => observed.Visits.GetValueOrDefault(claim.Name)).OfType<VolumeCount>().ToList();
        var before = claims.Max(claim => Before(observed, claim.Name));
        if (told.Count == 0) return new VolumeVisits { Claim = name, Visits = before };
        var now = VolumeCount.Union(told);
        var isNews = told.Count == claims.Count && !told.Any(count => count.IsKept);
        return new VolumeVisits { Claim = name, Visits = isNews || before is null ? now : Math.Max(now, before.Value) };
    }

    private static long? Before(Observed observed, string claim) =>
        observed.App.Status?.Volumes?.FirstOrDefault(volume => volume.Claim == claim)?.Visits;
}
