using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kubernetes.Models;
using Kubernetes.Models.Meta;

namespace Operator.Api.Definitions;

/// <summary>
/// Turns the API's records into an OpenAPI schema. Descriptions, ranges, enums, patterns and rules come from attributes, defaults from the
/// initial values of a new record.
/// </summary>
internal static class SchemaGenerator
{
    private const string QuantityPattern =
        @"^(\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))))?$";

    /// <summary>The schema of a record, with what stands on the record itself.</summary>
    public static JsonObject ForRecord(Type record)
    {
        var schema = new JsonObject { ["type"] = "object" };
        var properties = Properties(record).ToList();
        if (properties.Count > 0)
            schema["properties"] = new JsonObject(properties.Select(p => KeyValuePair.Create(JsonName(p), (JsonNode?)ForProperty(p))));
        var required = properties.Where(p => p.GetCustomAttribute<RequiredAttribute>() is not null).Select(p => (JsonNode)JsonName(p)).ToArray();
        if (required.Length > 0) schema["required"] = new JsonArray(required);
        AddRules(schema, record);
        return schema;
    }

    /// <summary>A record's own properties in the order in which they are written.</summary>
    public static IEnumerable<PropertyInfo> Properties(Type record) =>
        record.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(property => property.SetMethod is not null)
            .OrderBy(property => property.MetadataToken);

    public static string JsonName(PropertyInfo property) => JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    private static JsonObject ForProperty(PropertyInfo property)
    {
        var schema = new JsonObject();
        if (property.GetCustomAttribute<DescriptionAttribute>() is { } description)
            schema["description"] = property.GetCustomAttribute<OnChangeAttribute>() is { } onChange ? $"{description.Description} {onChange.Sentence}" : description.Description;
        foreach (var (key, value) in ForType(property.PropertyType)) schema[key] = value?.DeepClone();
        AddLimits(schema, property);
        AddListType(schema, property);
        AddRules(schema, property);
        if (Default(property) is { } initial) schema["default"] = initial;
        return schema;
    }

    private static JsonObject ForType(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string)) return new() { ["type"] = "string" };
        if (type == typeof(bool)) return new() { ["type"] = "boolean" };
        if (type == typeof(int)) return new() { ["type"] = "integer", ["format"] = "int32" };
        if (type == typeof(long)) return new() { ["type"] = "integer", ["format"] = "int64" };
        if (type == typeof(double)) return new() { ["type"] = "number" };
        if (type == typeof(DateTimeOffset)) return new() { ["type"] = "string", ["format"] = "date-time" };
        if (type == typeof(IntOrString)) return IntOrText();
        if (type == typeof(Quantity)) return IntOrText(QuantityPattern);
        if (type == typeof(JsonObject)) return new() { ["type"] = "object", ["x-kubernetes-preserve-unknown-fields"] = true };
        if (type == typeof(ObjectMeta)) return new() { ["type"] = "object" };
        if (type == typeof(Condition)) return ConditionSchema.Create();
        if (ElementOf(type, typeof(IReadOnlyList<>)) is { } item) return new() { ["type"] = "array", ["items"] = ForType(item[0]) };
        if (ElementOf(type, typeof(IReadOnlyDictionary<,>)) is { } pair) return new() { ["type"] = "object", ["additionalProperties"] = ForType(pair[1]) };
        return ForRecord(type);
    }

    private static JsonObject IntOrText(string? pattern = null)
    {
        var schema = new JsonObject
        {
            ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "integer" }, new JsonObject { ["type"] = "string" }),
            ["x-kubernetes-int-or-string"] = true,
        };
        if (pattern is not null) schema["pattern"] = pattern;
        return schema;
    }

    private static Type[]? ElementOf(Type type, Type generic) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == generic ? type.GetGenericArguments() : null;

    private static void AddLimits(JsonObject schema, PropertyInfo property)
    {
        var isList = schema["type"]?.GetValue<string>() == "array";
        if (property.GetCustomAttribute<RangeAttribute>() is { } range)
        {
            schema["minimum"] = (int)range.Minimum;
            schema["maximum"] = (int)range.Maximum;
        }

        if (property.GetCustomAttribute<MinLengthAttribute>() is { } min) schema[isList ? "minItems" : "minLength"] = min.Length;
        if (property.GetCustomAttribute<MaxLengthAttribute>() is { } max) schema[isList ? "maxItems" : "maxLength"] = max.Length;
        if (property.GetCustomAttribute<RegularExpressionAttribute>() is { } pattern) schema["pattern"] = pattern.Pattern;
        if (property.GetCustomAttribute<AllowedValuesAttribute>() is not { } allowed) return;
        var values = new JsonArray([.. allowed.Values.Select(value => (JsonNode?)(string?)value)]);
        (isList ? schema["items"]!.AsObject() : schema)["enum"] = values;
    }

    private static void AddListType(JsonObject schema, PropertyInfo property)
    {
        if (schema["type"]?.GetValue<string>() != "array") return;
        var key = property.GetCustomAttribute<KeyedByAttribute>()?.Key;
        var isSet = property.GetCustomAttribute<UniqueItemsAttribute>() is not null;
        schema["x-kubernetes-list-type"] = key is not null ? "map" : isSet ? "set" : "atomic";
        if (key is not null) schema["x-kubernetes-list-map-keys"] = new JsonArray(key);
    }

    private static void AddRules(JsonObject schema, MemberInfo member)
    {
        var rules = member.GetCustomAttributes<RuleAttribute>()
            .Select(rule => (JsonNode)new JsonObject { ["rule"] = rule.Expression, ["message"] = rule.Message })
            .ToArray();
        if (rules.Length == 0) return;
        if (schema["x-kubernetes-validations"] is JsonArray existing) Array.ForEach(rules, existing.Add);
        else schema["x-kubernetes-validations"] = new JsonArray(rules);
    }

    /// <summary>The initial value of the property in a new record; none for what is required or may be absent.</summary>
    private static JsonNode? Default(PropertyInfo property)
    {
        if (property.GetCustomAttribute<RequiredAttribute>() is not null) return null;
        var initial = property.GetValue(Activator.CreateInstance(property.DeclaringType!));
        if (initial is null) return null;
        return ForType(property.PropertyType).ContainsKey("properties")
            ? new JsonObject()
            : JsonSerializer.SerializeToNode(initial, ApiJson.Options.GetTypeInfo(property.PropertyType));
    }
}
