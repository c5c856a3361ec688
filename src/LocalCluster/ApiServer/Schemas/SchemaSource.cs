using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Schemas;

/// <summary>
/// The JSON behind one schema node. A field of a built-in kind is written as <c>{"default": {}, "allOf": [{"$ref": …}]}</c>: what stands
/// beside the reference is overlaid on what it refers to.
/// </summary>
internal sealed class SchemaSource
{
    private static readonly JsonElement Nothing = JsonElement.Parse("{}");
    private readonly JsonElement _own;
    private readonly JsonElement _target;
    private readonly Func<string, JsonElement>? _definitions;

    public SchemaSource(JsonElement own, Func<string, JsonElement>? definitions, string? name = null)
    {
        _own = own;
        _definitions = definitions;
        var reference = Reference(own);
        _target = reference is not null && definitions is not null ? definitions(reference) : Nothing;
        Name = name ?? reference?[(reference.LastIndexOf('.') + 1)..];
    }

    /// <summary>The last part of the definition's name.</summary>
    public string? Name { get; }

    public bool Has(string keyword) => TryGet(keyword, out _);

    public string? Text(string keyword) =>
        TryGet(keyword, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public bool Flag(string keyword) => TryGet(keyword, out var value) && value.ValueKind == JsonValueKind.True;

    public bool IsFalse(string keyword) => TryGet(keyword, out var value) && value.ValueKind == JsonValueKind.False;

    public double? Number(string keyword) =>
        TryGet(keyword, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    public long? Whole(string keyword) => Number(keyword) is { } number ? (long)number : null;

    public JsonNode? Node(string keyword) => TryGet(keyword, out var value) ? ToNode(value) : null;

    public IReadOnlyList<string> Texts(string keyword) =>
        [.. Elements(keyword).Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!)];

    public IReadOnlyList<JsonNode?> Nodes(string keyword) => [.. Elements(keyword).Select(ToNode)];

    public IEnumerable<JsonElement> Elements(string keyword) =>
        TryGet(keyword, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    public Schema? Child(string keyword) =>
        TryGet(keyword, out var value) && value.ValueKind == JsonValueKind.Object ? Read(value) : null;

    /// <summary>Of <c>allOf</c> only what is not the node's own reference.</summary>
    public IReadOnlyList<Schema> Children(string keyword) =>
        keyword == "allOf" && Reference(_own) is not null ? [] : [.. Elements(keyword).Select(Read)];

    public IReadOnlyDictionary<string, Schema> Map(string keyword) =>
        TryGet(keyword, out var value) && value.ValueKind == JsonValueKind.Object
            ? value.EnumerateObject().ToDictionary(p => p.Name, p => Read(p.Value), StringComparer.Ordinal)
            : new Dictionary<string, Schema>(StringComparer.Ordinal);

    private static string? Reference(JsonElement own)
    {
        if (own.TryGetProperty("$ref", out var reference))
            return reference.GetString();
        return own.TryGetProperty("allOf", out var all) && all.ValueKind == JsonValueKind.Array && all.GetArrayLength() == 1
            && all[0].TryGetProperty("$ref", out reference)
            ? reference.GetString()
            : null;
    }

    private static JsonNode? ToNode(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => JsonObject.Create(value),
        JsonValueKind.Array => JsonArray.Create(value),
        JsonValueKind.Null => null,
        _ => JsonValue.Create(value),
    };

    private Schema Read(JsonElement value) => new(new SchemaSource(value, _definitions));

    private bool TryGet(string keyword, out JsonElement value) =>
        _own.TryGetProperty(keyword, out value) || _target.TryGetProperty(keyword, out value);
}
