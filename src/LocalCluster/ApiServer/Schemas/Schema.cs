using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Schemas;

/// <summary>
/// One node of an OpenAPI v3 schema: a kind's root, a field, a list's items. Parsed once, immutable, safe to share between threads.
/// Children are read on first use, so that schemas may refer to themselves (JSONSchemaProps does).
/// </summary>
internal sealed class Schema
{
    private readonly SchemaSource _source;
    private IReadOnlyDictionary<string, Schema>? _properties;
    private SingleChildren? _single;

    internal Schema(SchemaSource source)
    {
        _source = source;
        Name = source.Name;
        Type = source.Text("type");
        Format = source.Text("format");
        Nullable = source.Flag("nullable");
        Required = source.Texts("required");
        Rules = ValueRules.Read(source);
        Default = source.Node("default");
        HasDefault = source.Has("default");
        IntOrString = source.Flag("x-kubernetes-int-or-string") || Format == "int-or-string";
        PreserveUnknownFields = source.Flag("x-kubernetes-preserve-unknown-fields");
        EmbeddedResource = source.Flag("x-kubernetes-embedded-resource");
        ListType = source.Text("x-kubernetes-list-type");
        ListMapKeys = source.Texts("x-kubernetes-list-map-keys");
        MapType = source.Text("x-kubernetes-map-type");
        PatchStrategies = source.Text("x-kubernetes-patch-strategy")?.Split(',') ?? [];
        PatchMergeKey = source.Text("x-kubernetes-patch-merge-key");
        Validations = ValidationRule.ReadAll(source);
        ForbidsAdditionalProperties = source.IsFalse("additionalProperties");
        AllowsAnyProperty = source.Flag("additionalProperties");
        AllOf = source.Children("allOf");
        AnyOf = source.Children("anyOf");
        OneOf = source.Children("oneOf");
    }

    /// <summary>The name of a built-in type, <c>StatefulSetSpec</c>; null where a schema has none.</summary>
    public string? Name { get; }

    /// <summary>string, integer, number, boolean, array, object; null where the schema leaves it open.</summary>
    public string? Type { get; }

    public string? Format { get; }

    public bool Nullable { get; }

    public bool IntOrString { get; }

    public IReadOnlyList<string> Required { get; }

    /// <summary>Enumerations, ranges, lengths, pattern.</summary>
    public ValueRules Rules { get; }

    public bool HasDefault { get; }

    /// <summary>Shared: clone before putting it into an object. A default of <c>null</c> is null with <see cref="HasDefault"/>.</summary>
    public JsonNode? Default { get; }

    public bool PreserveUnknownFields { get; }

    public bool EmbeddedResource { get; }

    /// <summary>atomic, set or map; null means atomic for server-side apply.</summary>
    public string? ListType { get; }

    public IReadOnlyList<string> ListMapKeys { get; }

    /// <summary>granular or atomic; null means granular.</summary>
    public string? MapType { get; }

    /// <summary>For strategic merge: merge, replace, retainKeys.</summary>
    public IReadOnlyList<string> PatchStrategies { get; }

    public string? PatchMergeKey { get; }

    /// <summary>The CEL rules of this node, in the order of the schema.</summary>
    public IReadOnlyList<ValidationRule> Validations { get; }

    /// <summary><c>additionalProperties: false</c>.</summary>
    public bool ForbidsAdditionalProperties { get; }

    /// <summary><c>additionalProperties: true</c>: any name is known, what is inside is not described.</summary>
    public bool AllowsAnyProperty { get; }

    public IReadOnlyList<Schema> AllOf { get; }

    public IReadOnlyList<Schema> AnyOf { get; }

    public IReadOnlyList<Schema> OneOf { get; }

    public IReadOnlyDictionary<string, Schema> Properties => _properties ??= _source.Map("properties");

    public Schema? Items => Single.Items;

    /// <summary>The schema of a map's values; null when the object is not a map or takes any value.</summary>
    public Schema? AdditionalProperties => Single.AdditionalProperties;

    public Schema? Not => Single.Not;

    private SingleChildren Single => _single ??= new(
        _source.Child("items"), _source.Child("additionalProperties"), _source.Child("not"));

    /// <summary>The member called <paramref name="name"/>: a property, or the value of a map; null when unknown.</summary>
    public Schema? Member(string name) => Properties.TryGetValue(name, out var found) ? found : AdditionalProperties;

    private sealed record SingleChildren(Schema? Items, Schema? AdditionalProperties, Schema? Not);
}
