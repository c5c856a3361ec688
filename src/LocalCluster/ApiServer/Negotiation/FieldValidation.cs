using LocalCluster.ApiServer.Errors;

namespace LocalCluster.ApiServer.Negotiation;

/// <summary>What happens to unknown and duplicate fields: refused (Strict), warned of (Warn, the default), or dropped in silence (Ignore).</summary>
internal static class FieldValidation
{
    private const string YamlPrefix = "yaml: unmarshal errors:\n";

    public static readonly string[] Supported = ["", "Ignore", "Strict", "Warn"];

    /// <exception cref="StatusException">400 under Strict.</exception>
    public static void Judge(ApiRequest request, IReadOnlyList<string> strictErrors) =>
        Judge(request, strictErrors, refused => Failures.BadRequest(
            $"{request.Resource.Kind} in version \"{request.Resource.Version}\" cannot be handled as a {request.Resource.Kind}: {refused}"));

    /// <param name="request">Says what is to happen.</param>
    /// <param name="strictErrors">What strict decoding found.</param>
    /// <param name="refusal">From the server's one text for all of it to the answer under Strict.</param>
    public static void Judge(ApiRequest request, IReadOnlyList<string> strictErrors, Func<string, StatusException> refusal)
    {
        var asked = request.Query("fieldValidation") ?? "";
        if (strictErrors.Count == 0 || asked == "Ignore")
            return;
        if (asked == "Strict")
            throw refusal($"strict decoding error: {string.Join(", ", strictErrors)}");
        foreach (var warning in strictErrors.SelectMany(Warnings))
            request.Warn(warning);
    }

    /// <summary>The YAML reader puts all it found into one error, a line each.</summary>
    public static IEnumerable<string> Warnings(string strictError)
    {
        var start = strictError.IndexOf(YamlPrefix, StringComparison.Ordinal);
        return start < 0 ? [strictError] : strictError[(start + YamlPrefix.Length)..].Split('\n').Select(line => line.Trim());
    }
}
