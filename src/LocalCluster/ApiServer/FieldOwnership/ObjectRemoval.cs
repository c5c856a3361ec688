using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.FieldOwnership;

/// <summary>Takes the fields of a set out of an object. What becomes empty by it stays, as an empty object or list.</summary>
internal static class ObjectRemoval
{
    /// <summary>Answers a new object; the argument is not changed.</summary>
    public static JsonObject Remove(JsonObject obj, FieldSet doomed, FieldType type) =>
        (Remove(obj, type, doomed) as JsonObject) ?? [];

    private static JsonNode? Remove(JsonNode? value, FieldType type, FieldSet doomed) => type.FormOf(value) switch
    {
        FieldType.Form.Map when value is JsonObject obj => type.MapIsAtomic ? null : RemoveMembers(obj, type, doomed),
        FieldType.Form.List when value is JsonArray array => type.ListIsAtomic ? null : RemoveItems(array, type, doomed),
        FieldType.Form.Scalar => value?.DeepClone(),
        _ => null,
    };

    private static JsonObject RemoveMembers(JsonObject obj, FieldType type, FieldSet doomed)
    {
        var kept = new JsonObject();
        foreach (var (name, value) in obj)
        {
            var element = PathElement.Field(name);
            if (!doomed.HasMember(element))
                kept[name] = Kept(value, type.Member(name) ?? type, doomed.Below(element));
        }

        return kept;
    }

    private static JsonArray RemoveItems(JsonArray array, FieldType type, FieldSet doomed)
    {
        var kept = new JsonArray();
        foreach (var item in array)
        {
            var element = ListItems.ElementOf(item, type);
            if (!doomed.HasMember(element))
                kept.Add(Kept(item, type.Items, doomed.Below(element)));
        }

        return kept;
    }

    private static JsonNode? Kept(JsonNode? value, FieldType type, FieldSet? below)
    {
        if (below is null)
            return value?.DeepClone();
        return Remove(value, type, below) ?? value switch
        {
            JsonObject => new JsonObject(),
            JsonArray => new JsonArray(),
            _ => null,
        };
    }
}
