using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.FieldOwnership;

/// <summary>The place of a value in an object: absent is not the same as null.</summary>
internal readonly record struct Slot(bool IsPresent, JsonNode? Value)
{
    public static readonly Slot Absent;

    public static Slot Of(JsonNode? value) => new(true, value);

    public JsonObject? Map => Value as JsonObject;

    public JsonArray? List => Value as JsonArray;

    public Slot Member(string name) =>
        Value is JsonObject obj && obj.TryGetPropertyValue(name, out var value) ? Of(value) : Absent;
}
