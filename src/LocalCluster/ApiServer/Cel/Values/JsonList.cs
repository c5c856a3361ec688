using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Cel.Values;

/// <summary>
/// A list of an object. Sets and list-maps are equal in any order, and adding to them merges: a set takes what it does not have, a list-map
/// replaces the item with the same keys.
/// </summary>
internal sealed class JsonList(JsonArray items, Schema schema) : CelList
{
    private readonly Schema _items = schema.Items!;

    public override int Count => items.Count;

    public override object this[int index] => CelData.From(items[index], _items);

    public override CelList Concat(CelList other)
    {
        if (other is not JsonList || schema.ListType is not ("set" or "map"))
            return ItemList.Of(Items().Concat(other.Items()));
        var merged = Items().ToList();
        foreach (var item in other.Items())
        {
            var at = merged.FindIndex(mine => SameKey(mine, item));
            if (at < 0)
                merged.Add(item);
            else
                merged[at] = item;
        }

        return new ItemList(merged);
    }

    public override bool SameAs(CelList other)
    {
        if (Count != other.Count)
            return false;
        if (schema.ListType is not ("set" or "map"))
            return Enumerable.Range(0, Count).All(i => CelEquality.Same(this[i], other[i]));
        var mine = Items().ToList();
        return other.Items().All(item => mine.Exists(m => CelEquality.Same(m, item)));
    }

    private bool SameKey(object mine, object theirs)
    {
        if (schema.ListType == "set")
            return CelEquality.Same(mine, theirs);
        return mine is CelMap left && theirs is CelMap right
            && schema.ListMapKeys.All(key => CelEquality.Same(left.Find(key) ?? CelNull.Value, right.Find(key) ?? CelNull.Value));
    }
}
