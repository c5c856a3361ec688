using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Schemas;
using LocalCluster.GoValues;

namespace LocalCluster.ApiServer.Admission.Claims;

/// <summary>The unified diff with which the server shows what of a claim's spec would have changed.</summary>
internal static class ClaimDifference
{
    public static string Text(JsonObject before, JsonObject after) => "\n" + UnifiedDifference.Of(Dump(before), Dump(after));

    private static IReadOnlyList<string> Dump(JsonObject spec) => new GoDump(GoText.Json).Lines(spec, "v1.PersistentVolumeClaimSpec");
}
