using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Definitions;

/// <summary>The fields by which a version's objects can be selected: single values that the schema knows, outside of the metadata, eight at most.</summary>
internal static class SelectableFieldRules
{
    private const int Most = 8;

    public static IEnumerable<FieldError> Validate(JsonObject version, string path)
    {
        var fields = version.Items("selectableFields").Select(field => field.Text("jsonPath") ?? "").ToList();
        if (fields.Count == 0 || DefinitionShape.Schema(version) is not { } written)
            yield break;
        var schema = SchemaReader.Read(written);
        HashSet<string> seen = [];
        foreach (var (i, field) in fields.Index())
        {
            foreach (var error in One(field, $"{path}[{i}].jsonPath", schema, seen))
                yield return error;
        }

        if (seen.Count > Most)
            yield return FieldError.TooMany(path, seen.Count, Most);
    }

    private static IEnumerable<FieldError> One(string field, string at, Schema schema, HashSet<string> seen)
    {
        if (field.Length == 0)
        {
            yield return FieldError.Required(at);
            yield break;
        }

        var found = schema;
        if (Follow(field, ref found) is { } complaint)
        {
            yield return FieldError.Invalid(at, field, $"is an invalid path: {complaint}");
            yield break;
        }

        if (field == ".metadata" || field.StartsWith(".metadata.", StringComparison.Ordinal))
            yield return FieldError.Invalid(at, field, "must not point to fields in metadata");
        if (found.Type is not ("string" or "boolean" or "integer"))
            yield return FieldError.Invalid(at, field, "must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.");
        if (!seen.Add(field))
            yield return FieldError.Duplicate(at, field);
    }

    /// <summary>From the root down to what the path names; answers what is wrong with the path.</summary>
    private static string? Follow(string path, ref Schema at)
    {
        var steps = path.Split('.');
        if (steps[0].Length > 0)
            return path[0] == '[' ? "array notation is not allowed" : $"expected [ or . but got: {steps[0].Split('[')[0]}";
        foreach (var step in steps[1..])
        {
            if (step.Length == 0)
                return "unexpected end of JSON path";
            var name = step.Split('[')[0];
            var next = at.Properties.Count > 0 ? at.Properties.GetValueOrDefault(name) : at.AdditionalProperties;
            if (next is null)
                return "does not refer to a valid field";
            if (step.Contains('[', StringComparison.Ordinal))
                return "array notation is not allowed";
            at = next;
        }

        return null;
    }
}
