using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;

namespace Operator.Api.Definitions;

/// <summary>Writes docs/api.md from the same records as the CRD: one section per record, one row per field.</summary>
internal static class ApiReference
{
    public static string Write()
    {
        var text = new StringBuilder();
        text.Append("# CounterApp, ").Append(CounterApp.Type.ApiVersion).Append("\n\n");
        text.Append("Generated from `src/Operator/Api` by `dotnet run --project src/Operator -- crd --format markdown`; a test compares.\n");
        text.Append("The API server enforces all of it and says what to write instead.\n\n");
        text.Append("```yaml\napiVersion: ").Append(CounterApp.Type.ApiVersion).Append("\nkind: CounterApp\nmetadata:\n  name: my-counter\nspec:\n  image: counterapp:1.0\n```\n");
        text.Append("\nRules on the whole object:\n\n");
        foreach (var rule in Rules(typeof(CounterApp))) text.Append("- ").Append(rule).Append('\n');
        foreach (var record in Records()) Section(text, record);
        return text.ToString();
    }

    /// <summary>Every record of the API, each once, in the order in which a reader meets them.</summary>
    private static List<Type> Records()
    {
        var records = new List<Type> { typeof(CounterAppSpec) };
        for (var i = 0; i < records.Count; i++) Add(records, records[i]);
        records.Add(typeof(CounterAppStatus));
        for (var i = records.Count - 1; i < records.Count; i++) Add(records, records[i]);
        return records;
    }

    private static void Add(List<Type> records, Type record)
    {
        foreach (var inner in SchemaGenerator.Properties(record).Select(RecordOf).OfType<Type>())
        {
            if (!records.Contains(inner)) records.Add(inner);
        }
    }

    private static void Section(StringBuilder text, Type record)
    {
        text.Append("\n## ").Append(Title(record)).Append("\n\n");
        var properties = SchemaGenerator.Properties(record).ToList();
        if (properties.Count == 0) text.Append("Nothing to set.\n");
        else Table(text, record, properties);
        var rules = Rules(record).ToList();
        if (rules.Count > 0) text.Append('\n');
        foreach (var rule in rules) text.Append("- ").Append(rule).Append('\n');
    }

    private static void Table(StringBuilder text, Type record, List<PropertyInfo> properties)
    {
        var schema = SchemaGenerator.ForRecord(record);
        var required = (schema["required"] as JsonArray)?.Select(name => name!.GetValue<string>()).ToHashSet() ?? [];
        text.Append("| Field | Type | Default | Meaning |\n|---|---|---|---|\n");
        foreach (var property in properties)
        {
            var name = SchemaGenerator.JsonName(property);
            var field = schema["properties"]![name]!.AsObject();
            var initial = required.Contains(name) ? "required" : field["default"] is { } value ? $"`{value.ToJsonString().Trim('"')}`" : "–";
            var rules = string.Concat(Rules(property).Select(rule => $" Rule: {rule}"));
            text.Append("| `").Append(name).Append("` | ").Append(TypeOf(property, field)).Append(" | ").Append(initial).Append(" | ")
                .Append(Cell(field["description"]!.GetValue<string>() + rules)).Append(" |\n");
        }
    }

    private static string TypeOf(PropertyInfo property, JsonObject field)
    {
        var isList = field["type"]?.GetValue<string>() == "array";
        var one = isList ? field["items"]!.AsObject() : field;
        var name = RecordOf(property) is { } record ? $"[{Title(record)}](#{Title(record).ToLowerInvariant()})" : Plain(one);
        if (one["enum"] is JsonArray values) name = string.Join(", ", values.Select(value => $"`{value}`"));
        return Cell(isList ? $"list of {name}" : name) + Limits(field);
    }

    private static string Plain(JsonObject field)
    {
        if (field["x-kubernetes-int-or-string"] is not null) return field["pattern"] is null ? "number or text" : "quantity";
        if (field["additionalProperties"] is JsonObject inner) return $"map to {Plain(inner)}";
        if (field["x-kubernetes-preserve-unknown-fields"] is not null) return "any fields";
        return field["format"]?.GetValue<string>() == "date-time" ? "time" : field["type"]?.GetValue<string>() ?? "condition";
    }

    private static string Limits(JsonObject field)
    {
        var (low, high) = (field["minimum"], field["maximum"]);
        if (low is not null || high is not null) return $" {low} to {high}";
        return field["maxLength"] is { } length ? $", at most {length} characters" : field["maxItems"] is { } items ? $", at most {items}" : "";
    }

    private static Type? RecordOf(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (type.IsGenericType) type = type.GetGenericArguments()[^1];
        return type.Assembly == typeof(CounterApp).Assembly ? type : null;
    }

    private static string Title(Type record) => record.Name;

    private static IEnumerable<string> Rules(MemberInfo member) =>
        member.GetCustomAttributes<RuleAttribute>().Select(rule => $"{rule.Message}.");

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
