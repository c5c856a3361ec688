using System.Globalization;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.FieldOwnership;

/// <summary>
/// One step of a path in a FieldsV1 set, in its wire form, which is its identity: <c>f:name</c> a field, <c>k:{…}</c> an item of a list-map
/// by its keys, <c>v:…</c> an item of a set, <c>i:0</c> an item by position.
/// </summary>
internal readonly record struct PathElement(string Wire) : IComparable<PathElement>
{
    private const string Kinds = "fkvi";

    public static PathElement Field(string name) => new("f:" + name);

    public static PathElement Value(JsonNode value) => new("v:" + GoText.Json(value));

    /// <summary>The keys are written sorted by name.</summary>
    public static PathElement Key(JsonObject keys) => new("k:" + GoText.Json(keys));

    /// <summary>Reads the wire form and makes it canonical; null when it is none.</summary>
    public static PathElement? Parse(string wire)
    {
        if (wire.Length < 2 || wire[1] != ':' || !Kinds.Contains(wire[0], StringComparison.Ordinal))
            return null;
        return wire[0] switch
        {
            'k' => Key(JsonNode.Parse(wire[2..])!.AsObject()),
            'v' => new PathElement("v:" + GoText.Json(JsonNode.Parse(wire[2..]))),
            _ => new PathElement(wire),
        };
    }

    public bool IsField => Wire[0] == 'f';

    public bool IsKey => Wire[0] == 'k';

    public string Name => Wire[2..];

    /// <summary>As in messages: <c>.name</c>, <c>[name="web"]</c>, <c>[="x"]</c>, <c>[0]</c>.</summary>
    public override string ToString() => Wire[0] switch
    {
        'f' => "." + Name,
        'k' => $"[{string.Join(',', Keys().Select(k => $"{k.Key}={GoText.Show(k.Value)}"))}]",
        'v' => $"[={GoText.Show(JsonNode.Parse(Name))}]",
        _ => $"[{Name}]",
    };

    /// <summary>Fields first, then keyed items, values and positions; each by its own order, numbers by size.</summary>
    public int CompareTo(PathElement other)
    {
        if (Wire[0] != other.Wire[0])
            return Kinds.IndexOf(Wire[0], StringComparison.Ordinal).CompareTo(Kinds.IndexOf(other.Wire[0], StringComparison.Ordinal));
        return Wire[0] switch
        {
            'f' => string.CompareOrdinal(Name, other.Name),
            'k' => CompareKeys([.. Keys()], [.. other.Keys()]),
            'v' => CompareValues(JsonNode.Parse(Name), JsonNode.Parse(other.Name)),
            _ => int.Parse(Name, CultureInfo.InvariantCulture).CompareTo(int.Parse(other.Name, CultureInfo.InvariantCulture)),
        };
    }

    private JsonObject Keys() => JsonNode.Parse(Name)!.AsObject();

    private static int CompareKeys(KeyValuePair<string, JsonNode?>[] left, KeyValuePair<string, JsonNode?>[] right)
    {
        for (var i = 0; i < left.Length && i < right.Length; i++)
        {
            var order = string.CompareOrdinal(left[i].Key, right[i].Key);
            if (order == 0)
                order = CompareValues(left[i].Value, right[i].Value);
            if (order != 0)
                return order;
        }

        return left.Length.CompareTo(right.Length);
    }

    private static int CompareValues(JsonNode? left, JsonNode? right)
    {
        if (JsonNumbers.IsNumber(left) && JsonNumbers.IsNumber(right))
            return JsonNumbers.Double(left!).CompareTo(JsonNumbers.Double(right!));
        var order = Rank(left).CompareTo(Rank(right));
        return order != 0 ? order : string.CompareOrdinal(GoText.Loose(left), GoText.Loose(right));
    }

    private static int Rank(JsonNode? node) => TypeRules.TypeOf(node) switch
    {
        "integer" or "number" => 0,
        "string" => 1,
        "boolean" => 2,
        _ => 3,
    };
}
