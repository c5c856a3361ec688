using System.Collections.Frozen;
using System.Text.Json;

namespace LocalCluster.ApiServer.Schemas;

/// <summary>The schemas of the built-in kinds, from the embedded copies of what Kubernetes 1.36 publishes at /openapi/v3.</summary>
internal static class BuiltInSchemas
{
    private static readonly string[] Files = ["openapi-1.36.json", "openapi-1.36-policies.json"];
    private const string ReferencePrefix = "#/components/schemas/";
    private const string ObjectMetaName = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";
    private static readonly Lazy<Index> Loaded = new(Load);

    /// <summary>Null when the kind is not among the embedded ones. The same instance every time.</summary>
    public static Schema? Find(string group, string version, string kind) =>
        Loaded.Value.Kinds.TryGetValue((group, version, kind), out var found) ? found.Value : null;

    /// <summary>The schema of every object's metadata.</summary>
    public static Schema ObjectMeta => Loaded.Value.ObjectMeta.Value;

    /// <summary>Every embedded definition by its name, as it is published.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Definitions => Loaded.Value.Definitions;

    private static Index Load()
    {
        var definitions = Files.SelectMany(ReadFile).ToFrozenDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal);
        var kinds = definitions.Values.SelectMany(KindsOf, (schema, kind) => (kind, schema));
        return new Index(
            kinds.ToFrozenDictionary(k => k.kind, k => new Lazy<Schema>(() => Read(k.schema, definitions, k.kind.Kind))),
            new Lazy<Schema>(() => Read(definitions[ObjectMetaName], definitions, "ObjectMeta")),
            definitions);
    }

    private static List<(string Name, JsonElement Value)> ReadFile(string file)
    {
        using var stream = typeof(BuiltInSchemas).Assembly.GetManifestResourceStream(file)!;
        using var document = JsonDocument.Parse(stream);
        return [.. document.RootElement.GetProperty("schemas").EnumerateObject().Select(property => (property.Name, property.Value.Clone()))];
    }

    private static Schema Read(JsonElement schema, FrozenDictionary<string, JsonElement> definitions, string name) =>
        new(new SchemaSource(schema, reference => definitions[reference[ReferencePrefix.Length..]], name));

    private static IEnumerable<(string Group, string Version, string Kind)> KindsOf(JsonElement schema) =>
        schema.TryGetProperty("x-kubernetes-group-version-kind", out var kinds)
            ? kinds.EnumerateArray().Select(k => (Text(k, "group"), Text(k, "version"), Text(k, "kind")))
            : [];

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private sealed record Index(
        FrozenDictionary<(string Group, string Version, string Kind), Lazy<Schema>> Kinds, Lazy<Schema> ObjectMeta, FrozenDictionary<string, JsonElement> Definitions);
}
