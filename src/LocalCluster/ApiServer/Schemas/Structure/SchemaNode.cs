using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Schemas.Structure;

/// <summary>A node of a definition's schema as it is written. A keyword with its zero value counts as not written, as on the server.</summary>
internal sealed record SchemaNode(JsonObject Json)
{
    public string Type => Text("type");

    public SchemaNode? Items => Child("items");

    public SchemaNode? AdditionalProperties => Child("additionalProperties");

    public IReadOnlyList<string> ListMapKeys => Texts("x-kubernetes-list-map-keys");

    public IEnumerable<(string Name, SchemaNode Node)> Properties => Map("properties");

    public string Text(string keyword) => Json[keyword] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    public bool Flag(string keyword) => Json[keyword] is JsonValue value && value.GetValueKind() == JsonValueKind.True;

    /// <summary>A keyword that can be null, false or empty counts as written when it is there and not null.</summary>
    public bool Has(string keyword) => Json[keyword] is not null;

    public bool HasAny(string keyword) => Json[keyword] is JsonArray { Count: > 0 } or JsonObject { Count: > 0 };

    public SchemaNode? Child(string keyword) => Json[keyword] is JsonObject json ? new SchemaNode(json) : null;

    public SchemaNode? Property(string name) => Json["properties"]?[name] is JsonObject json ? new SchemaNode(json) : null;

    public IReadOnlyList<string> Texts(string keyword) =>
        [.. (Json[keyword] as JsonArray ?? []).OfType<JsonValue>().Select(v => v.TryGetValue<string>(out var text) ? text : "")];

    public IReadOnlyList<SchemaNode> List(string keyword) => [.. (Json[keyword] as JsonArray ?? []).OfType<JsonObject>().Select(json => new SchemaNode(json))];

    public IEnumerable<(string Name, SchemaNode Node)> Map(string keyword) => (Json[keyword] as JsonObject ?? [])
        .Where(member => member.Value is JsonObject)
        .Select(member => (member.Key, new SchemaNode(member.Value!.AsObject())));
}
