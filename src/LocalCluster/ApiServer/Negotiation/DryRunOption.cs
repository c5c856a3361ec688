using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Negotiation;

/// <summary>The <c>dryRun</c> parameter of a write.</summary>
internal static class DryRunOption
{
    /// <exception cref="StatusException">It is set to anything but All.</exception>
    public static bool Read(ApiRequest request)
    {
        var asked = request.Http.Request.Query["dryRun"].Where(value => !string.IsNullOrEmpty(value)).ToList();
        if (asked.Count == 0)
            return false;
        if (asked.All(value => value == "All"))
            return true;
        var wrong = asked.First(value => value != "All");
        throw Failures.Invalid("meta.k8s.io", OptionsKind(request.Info.Verb), "", [FieldError.NotSupported("dryRun", new System.Text.Json.Nodes.JsonArray([.. asked.Select(value => (System.Text.Json.Nodes.JsonNode?)value)]), ["All"])]);
    }

    public static string OptionsKind(string verb) => verb switch
    {
        "create" => "CreateOptions",
        "update" => "UpdateOptions",
        "patch" => "PatchOptions",
        _ => "DeleteOptions",
    };
}
