using Kubernetes.Models.Core;
using Operator.Api;

namespace Operator.Observe;

/// <summary>
/// Which colour serves: as the status says, and where there is none yet, as the claims do that an earlier app of the same name has left.
/// </summary>
internal static class ServingColour
{
    public static string Of(CounterApp app, IEnumerable<PersistentVolumeClaim> claims) =>
        app.Status?.Rollout?.BlueGreen?.Serving ?? (claims.Any(claim => IsMarked(claim, app)) ? Colour.Green : Colour.Blue);

    private static bool IsMarked(PersistentVolumeClaim claim, CounterApp app) => ObservedClaim.From(claim, app) is { Colour: Colour.Green, IsMarkedServing: true };
}
