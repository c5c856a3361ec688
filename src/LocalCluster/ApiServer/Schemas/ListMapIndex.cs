using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Schemas;

/// <summary>The items of a list-map by their keys; of several with the same keys the first.</summary>
internal sealed class ListMapIndex
{
    private readonly IReadOnlyList<string> _keys;
    private readonly Dictionary<string, JsonObject> _items = new(StringComparer.Ordinal);

    public ListMapIndex(JsonArray array, IReadOnlyList<string> keys)
    {
        _keys = keys;
        foreach (var item in array)
        {
            if (KeyOf(item) is { } key)
                _items.TryAdd(key, item!.AsObject());
        }
    }

    /// <summary>The item with the keys of <paramref name="item"/>; null when there is none or a key is missing.</summary>
    public JsonObject? Find(JsonNode? item) => KeyOf(item) is { } key && _items.TryGetValue(key, out var found) ? found : null;

    private string? KeyOf(JsonNode? item)
    {
        if (item is not JsonObject obj || _keys.Count == 0)
            return null;
        var parts = new string[_keys.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            if (obj[_keys[i]] is not JsonValue value || value.GetValueKind() is JsonValueKind.Null)
                return null;
            parts[i] = GoText.Show(value);
        }

        return string.Join('\0', parts);
    }
}
