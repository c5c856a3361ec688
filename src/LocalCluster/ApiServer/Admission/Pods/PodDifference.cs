using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Schemas;
using LocalCluster.GoValues;

namespace LocalCluster.ApiServer.Admission.Pods;

/// <summary>The unified diff with which the server shows what of a pod's spec would have changed.</summary>
internal static class PodDifference
{
    /// <summary>Fields that stand beside the security context on the wire and in it inside the server.</summary>
    private static readonly string[] HostFields = ["hostNetwork", "hostPID", "hostIPC", "shareProcessNamespace", "hostUsers"];

    public static string Text(JsonObject before, JsonObject after) => "\n" + UnifiedDifference.Of(Dump(before), Dump(after));

    private static IReadOnlyList<string> Dump(JsonObject spec)
    {
        var inside = spec.DeepClone().AsObject();
        if (inside["securityContext"] is JsonObject security)
        {
            foreach (var field in HostFields)
                security[field] = spec[field]?.DeepClone();
        }

        return new GoDump(GoText.Json).Lines(inside, "core.PodSpec");
    }
}
