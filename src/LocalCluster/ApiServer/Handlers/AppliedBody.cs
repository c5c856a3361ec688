using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Negotiation;
using LocalCluster.ApiServer.Typed;

namespace LocalCluster.ApiServer.Handlers;

/// <summary>The body of a server-side apply: always read as YAML, which JSON is too.</summary>
internal static class AppliedBody
{
    private const string Decoding = "error decoding YAML: ";

    /// <exception cref="StatusException">400: no object, or under Strict one that names a field twice.</exception>
    public static JsonObject Parse(ApiRequest request, RequestBody body)
    {
        var reading = new StrictReading();
        var node = Read(body, reading);
        var errors = Repeats(body, reading).Select(error => $"error converting YAML to JSON: {error}").ToList();
        var asked = request.Query("fieldValidation");
        if (errors.Count > 0 && asked == "Strict")
            throw Failures.BadRequest($"error strict decoding YAML: {errors[0]}");
        foreach (var warning in asked == "Ignore" ? [] : errors.SelectMany(FieldValidation.Warnings))
            request.Warn(warning);
        return node switch
        {
            null => [],
            JsonObject obj => obj,
            _ => throw Failures.BadRequest(
                $"{Decoding}error unmarshaling JSON: while decoding JSON: json: cannot unmarshal {TypedPath.Kind(node)} into Go value of type map[string]interface {{}}"),
        };
    }

    private static JsonNode? Read(RequestBody body, StrictReading reading)
    {
        try
        {
            return BodyFormat.Parse(body, reading);
        }
        catch (MalformedBodyException malformed)
        {
            throw Failures.BadRequest(Decoding + malformed.Message);
        }
    }

    /// <summary>Lines are only told by the YAML reader.</summary>
    private static IReadOnlyList<string> Repeats(RequestBody body, StrictReading reading)
    {
        if (!reading.HasRepeats)
            return reading.Complaints;
        var lines = new StrictReading();
        YamlText.Parse(body.Bytes.Span, lines);
        return lines.Complaints;
    }
}
