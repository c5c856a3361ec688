using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Admission.Pods;
using LocalCluster.ApiServer.Objects;

namespace LocalCluster.ApiServer.Admission.Workloads;

/// <summary>What is to be said of a template when it is new, or when its workload has changed.</summary>
internal static class TemplateWarnings
{
    /// <param name="obj">The workload.</param>
    /// <param name="old">What it was before, if it was.</param>
    /// <param name="namesPods">Whether its name has to do for the names of hosts; that is said once.</param>
    public static IEnumerable<string> Of(JsonObject obj, JsonObject? old, bool namesPods) =>
    [
        .. namesPods && old is null ? PodWarnings.OfName(obj.Name(), "Pod names and hostnames") : [],
        .. old is null || obj.Generation() != old.Generation() ? PodWarnings.Of(obj.Object("spec", "template"), "spec.template.") : [],
    ];
}
