using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Schemas;

/// <summary>
/// A value and what stood in its place before: fields by name, items of a list-map by their keys; items of other lists have no
/// counterpart. Null stands for "cannot be correlated".
/// </summary>
internal sealed class Correlation(JsonNode? value, JsonNode? old, Schema schema)
{
    private ListMapIndex? _oldItems;
    private bool? _unchanged;

    public JsonNode? Old => old;

    public bool IsUnchanged => _unchanged ??= value is null ? old is null : JsonEquality.Same(value, old);

    public Correlation? Member(string name)
    {
        if (value is not JsonObject now || old is not JsonObject before || schema.Member(name) is not { } member)
            return null;
        return now.TryGetPropertyValue(name, out var current) && before.TryGetPropertyValue(name, out var previous)
            ? new Correlation(current, previous, member)
            : null;
    }

    public Correlation? Item(int index)
    {
        if (schema.ListType != "map" || schema.Items is not { } items || value is not JsonArray now || old is not JsonArray before)
            return null;
        _oldItems ??= new ListMapIndex(before, schema.ListMapKeys);
        return _oldItems.Find(now[index]) is { } previous ? new Correlation(now[index], previous, items) : null;
    }
}
