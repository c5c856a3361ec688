using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Claims;

/// <summary>The unified diff with which the server shows what of a claim's spec would have changed.</summary>
internal static class ClaimDifference
{
    private const int Context = 3;

    public static string Text(JsonObject before, JsonObject after)
    {
        var lines = LineDifference.Of(Dump(before), Dump(after));
        var hunks = LineDifference.Unified(lines, Context);
        return hunks.Length == 0 ? "" : "\n" + hunks;
    }

    /// <summary>The fields of core.PersistentVolumeClaimSpec in the order of the struct, one a line.</summary>
    private static List<string> Dump(JsonObject claim)
    {
        var spec = claim.Object("spec") ?? [];
        var text = new StringBuilder("{\n");
        Field(text, "AccessModes", List(spec["accessModes"]));
        Field(text, "Selector", Nested(spec["selector"], 1));
        Field(text, "Resources", $"{{\n  \"Limits\": {Nested(spec.At("resources", "limits"), 2)},\n  \"Requests\": {Nested(spec.At("resources", "requests"), 2)}\n }}");
        Field(text, "VolumeName", GoText.Quote(spec.Text("volumeName") ?? ""));
        Field(text, "StorageClassName", Scalar(spec["storageClassName"]));
        Field(text, "VolumeMode", Scalar(spec["volumeMode"]));
        Field(text, "DataSource", Nested(spec["dataSource"], 1));
        Field(text, "DataSourceRef", Nested(spec["dataSourceRef"], 1));
        text.Append(" \"VolumeAttributesClassName\": ").Append(Scalar(spec["volumeAttributesClassName"])).Append("\n}\n");
        return [.. text.ToString().TrimEnd('\n').Split('\n')];
    }

    private static void Field(StringBuilder text, string name, string value) => text.Append(" \"").Append(name).Append("\": ").Append(value).Append(",\n");

    private static string Scalar(JsonNode? node) => node is null ? "null" : GoText.Json(node);

    private static string List(JsonNode? node) => node is JsonArray { Count: > 0 } list
        ? $"[\n{string.Join(",\n", list.Select(item => "  " + GoText.Json(item)))}\n ]"
        : "null";

    private static string Nested(JsonNode? node, int depth)
    {
        if (node is not JsonObject obj)
            return node is null ? "null" : GoText.Json(node);
        var indent = new string(' ', depth + 1);
        var members = obj.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{indent}{GoText.Quote(one.Key)}: {Nested(one.Value, depth + 1)}");
        return $"{{\n{string.Join(",\n", members)}\n{indent[1..]}}}";
    }
}
