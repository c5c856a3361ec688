using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Negotiation;

/// <summary>What happens to unknown and duplicate fields: refused (Strict), warned of (Warn, the default), or dropped in silence (Ignore).</summary>
internal static class FieldValidation
{
    private static readonly string[] Supported = ["", "Ignore", "Strict", "Warn"];

    /// <exception cref="StatusException">422 when the parameter has another value.</exception>
    public static string Read(ApiRequest request)
    {
        var asked = request.Query("fieldValidation") ?? "";
        return Supported.Contains(asked) ? asked : throw Failures.Invalid("meta.k8s.io", DryRunOption.OptionsKind(request.Info.Verb), "",
            [FieldError.NotSupported("fieldValidation", asked, Supported)]);
    }

    /// <exception cref="StatusException">400 under Strict.</exception>
    public static void Judge(ApiRequest request, IReadOnlyList<string> strictErrors)
    {
        var asked = Read(request);
        if (strictErrors.Count == 0 || asked == "Ignore")
            return;
        if (asked == "Strict")
            throw Failures.BadRequest(Refused(request, strictErrors));
        foreach (var error in strictErrors)
            request.Warn(error);
    }

    private static string Refused(ApiRequest request, IReadOnlyList<string> strictErrors)
    {
        var (kind, version) = (request.Resource.Kind, request.Resource.Version);
        return $"{kind} in version \"{version}\" cannot be handled as a {kind}: strict decoding error: {string.Join(", ", strictErrors)}";
    }
}
