using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.FieldOwnership;

/// <summary>Which item of a set or a list-map is which.</summary>
internal static class ListItems
{
    /// <summary>Throws <see cref="FormatException"/>, in the server's words, when an item has no identity.</summary>
    public static PathElement ElementOf(JsonNode? item, FieldType list) =>
        list.Keys.Count > 0 ? ByKeys(item, list) : ByValue(item);

    /// <summary>The items by identity in their order; several with the same one stand together.</summary>
    public static List<(PathElement Element, List<JsonNode?> Items)> Group(JsonArray? items, FieldType list)
    {
        List<(PathElement, List<JsonNode?>)> groups = [];
        var index = new Dictionary<PathElement, int>();
        foreach (var item in items ?? [])
        {
            var element = ElementOf(item, list);
            if (index.TryGetValue(element, out var at))
            {
                groups[at].Item2.Add(item);
                continue;
            }

            index[element] = groups.Count;
            groups.Add((element, [item]));
        }

        return groups;
    }

    private static PathElement ByKeys(JsonNode? item, FieldType list)
    {
        if (item is null)
            throw new FormatException("associative list with keys may not have a null element");
        if (item is not JsonObject obj)
            throw new FormatException("associative list with keys may not have non-map elements");
        var keys = new JsonObject();
        foreach (var name in list.Keys)
        {
            if (obj.TryGetPropertyValue(name, out var value))
                keys[name] = value?.DeepClone();
            else if (list.Items.DefaultOf(name) is { } standard)
                keys[name] = standard.DeepClone();
        }

        return keys.Count > 0
            ? PathElement.Key(keys)
            : throw new FormatException(
                $"associative list with keys has an element that omits all key fields [{string.Join(' ', list.Keys.Select(Schemas.GoText.Quote))}] (and doesn't have default values for any key fields)");
    }

    private static PathElement ByValue(JsonNode? item) => item switch
    {
        null => throw new FormatException("associative list without keys has an element that's an explicit null"),
        JsonObject => throw new FormatException("associative list without keys has an element that's a map type"),
        JsonArray => throw new FormatException("not supported: associative list with lists as elements"),
        _ => PathElement.Value(item),
    };
}
