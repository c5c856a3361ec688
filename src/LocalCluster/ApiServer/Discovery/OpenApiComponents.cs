using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Resources;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Discovery;

/// <summary>The schemas that a group's document refers to: built-in kinds as published, custom ones as their definition says. Pure.</summary>
internal static class OpenApiComponents
{
    private const string Prefix = "#/components/schemas/";
    private const string ObjectMeta = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";

    private static readonly Lazy<Dictionary<(string, string, string), string>> BuiltInNames = new(NameBuiltIns);

    public static string Reference(ResourceDefinition resource) => Prefix + NameOf(resource);

    public static JsonObject KindOf(ResourceDefinition resource) =>
        new() { ["group"] = resource.Group, ["version"] = resource.Version, ["kind"] = resource.Kind };

    public static JsonObject Of(IReadOnlyList<ResourceDefinition> resources)
    {
        var schemas = new JsonObject();
        foreach (var resource in resources)
        {
            if (resource.Custom is { OpenApiSchema: { } custom }) AddCustom(schemas, resource, custom);
            else AddBuiltIn(schemas, NameOf(resource), resource);
        }

        return schemas;
    }

    private static void AddCustom(JsonObject schemas, ResourceDefinition resource, JsonObject custom)
    {
        var schema = (JsonObject)custom.DeepClone();
        var properties = schema["properties"] as JsonObject ?? [];
        schema["properties"] = properties;
        properties["apiVersion"] ??= new JsonObject { ["type"] = "string", ["description"] = "The version of the schema that this object is written in." };
        properties["kind"] ??= new JsonObject { ["type"] = "string", ["description"] = "The kind of this object." };
        properties["metadata"] = new JsonObject
        {
            ["description"] = "Standard metadata of an object.",
            ["allOf"] = new JsonArray(new JsonObject { ["$ref"] = Prefix + ObjectMeta }),
        };
        schema["x-kubernetes-group-version-kind"] = new JsonArray(KindOf(resource));
        schemas[NameOf(resource)] = schema;
        AddPublished(schemas, ObjectMeta);
    }

    private static void AddBuiltIn(JsonObject schemas, string name, ResourceDefinition resource)
    {
        if (BuiltInSchemas.Definitions.ContainsKey(name)) AddPublished(schemas, name);
        else schemas[name] = new JsonObject { ["type"] = "object", ["x-kubernetes-group-version-kind"] = new JsonArray(KindOf(resource)) };
    }

    private static void AddPublished(JsonObject schemas, string name)
    {
        if (schemas.ContainsKey(name) || !BuiltInSchemas.Definitions.TryGetValue(name, out var definition)) return;
        schemas[name] = JsonNode.Parse(definition.GetRawText());
        foreach (var reference in References(definition)) AddPublished(schemas, reference);
    }

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property =>
            property.NameEquals("$ref") && property.Value.ValueKind == JsonValueKind.String ? [property.Value.GetString()![Prefix.Length..]] : References(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };

    private static string NameOf(ResourceDefinition resource) =>
        BuiltInNames.Value.GetValueOrDefault((resource.Group, resource.Version, resource.Kind))
        ?? $"{string.Join('.', resource.Group.Split('.').Reverse())}.{resource.Version}.{resource.Kind}".TrimStart('.');

    private static Dictionary<(string, string, string), string> NameBuiltIns()
    {
        var names = new Dictionary<(string, string, string), string>();
        foreach (var (name, definition) in BuiltInSchemas.Definitions)
        {
            if (!definition.TryGetProperty("x-kubernetes-group-version-kind", out var kinds) || kinds.GetArrayLength() != 1) continue;
            var kind = kinds[0];
            names[(kind.GetProperty("group").GetString()!, kind.GetProperty("version").GetString()!, kind.GetProperty("kind").GetString()!)] = name;
        }

        return names;
    }
}
