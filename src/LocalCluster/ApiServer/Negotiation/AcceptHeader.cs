using LocalCluster.ApiServer.Errors;

namespace LocalCluster.ApiServer.Negotiation;

/// <summary>Reads the Accept header: JSON or YAML, whole objects, tables or metadata only. Protocol buffers are not offered.</summary>
internal static class AcceptHeader
{
    private const string Representations = "application/json, application/yaml, application/vnd.kubernetes.protobuf";
    private const string WatchRepresentations = Representations + ", application/json;stream=watch, application/vnd.kubernetes.protobuf;stream=watch";

    /// <param name="header">The header's text, null when absent.</param>
    /// <param name="pretty">Whether a person reads along.</param>
    /// <param name="isCustom">Custom resources refuse with other words.</param>
    /// <param name="isCollection">The path is a list's, and could be watched.</param>
    /// <exception cref="StatusException">406 when nothing on offer is wanted.</exception>
    public static AcceptedForm Read(string? header, bool pretty, bool isCustom, bool isCollection)
    {
        if (string.IsNullOrWhiteSpace(header))
            return AcceptedForm.Json with { Pretty = pretty };
        foreach (var clause in header.Split(',').Select((text, i) => (Text: text, Quality: Quality(text), i)).OrderByDescending(one => one.Quality).ThenBy(one => one.i))
        {
            if (ReadClause(clause.Text, pretty) is { } form)
                return form;
        }

        throw isCustom
            ? new StatusException(406, StatusBody.Failure(406, "NotAcceptable", $"only the following media types are accepted: {Representations}", null))
            : Failures.NotAcceptable(isCollection ? WatchRepresentations : Representations);
    }

    private static AcceptedForm? ReadClause(string clause, bool pretty)
    {
        var parts = clause.Split(';', StringSplitOptions.TrimEntries);
        var yaml = parts[0] is "application/yaml";
        if (!yaml && parts[0] is not ("application/json" or "*/*" or "application/*"))
            return null;
        var parameters = parts.Skip(1).Select(one => one.Split('=', 2)).Where(one => one.Length == 2).ToLookup(one => one[0].Trim(), one => one[1].Trim());
        if (parameters["pretty"].FirstOrDefault() == "1")
            pretty = true;
        var form = parameters["as"].FirstOrDefault() switch
        {
            null => ObjectForm.Whole,
            "Table" when IsMeta(parameters) => ObjectForm.Table,
            "PartialObjectMetadata" or "PartialObjectMetadataList" when IsMeta(parameters) => ObjectForm.MetadataOnly,
            _ => (ObjectForm?)null,
        };
        return form is { } known ? new AcceptedForm(known, yaml, pretty) : null;
    }

    private static bool IsMeta(ILookup<string, string> parameters) =>
        parameters["g"].FirstOrDefault() == "meta.k8s.io" && parameters["v"].FirstOrDefault() is "v1" or "v1beta1";

    private static double Quality(string clause)
    {
        var at = clause.IndexOf(";q=", StringComparison.Ordinal);
        return at >= 0 && double.TryParse(clause[(at + 3)..].Split(';')[0], System.Globalization.CultureInfo.InvariantCulture, out var q) ? q : 1;
    }
}
