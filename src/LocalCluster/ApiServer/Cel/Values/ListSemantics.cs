namespace LocalCluster.ApiServer.Cel.Values;

/// <summary>
/// How a list is compared and added to. Sets and list-maps are equal in any order, and adding merges: a set takes what it does not have, a
/// list-map replaces the item with the same keys.
/// </summary>
internal sealed record ListSemantics(string? ListType, IReadOnlyList<string> Keys)
{
    public static readonly ListSemantics Plain = new(null, []);

    private bool Merges => ListType is "set" or "map";

    public CelList Concat(CelList left, CelList right)
    {
        if (!Merges)
            return ItemList.Of(left.Items().Concat(right.Items()));
        var merged = left.Items().ToList();
        foreach (var item in right.Items())
        {
            var at = merged.FindIndex(mine => SameKey(mine, item));
            if (at < 0)
                merged.Add(item);
            else
                merged[at] = item;
        }

        return new ItemList(merged, this);
    }

    public bool Same(CelList left, CelList right)
    {
        if (left.Count != right.Count)
            return false;
        if (!Merges)
            return Enumerable.Range(0, left.Count).All(i => CelEquality.Same(left[i], right[i]));
        var mine = left.Items().ToList();
        return right.Items().All(item => mine.Exists(m => CelEquality.Same(m, item)));
    }

    private bool SameKey(object mine, object theirs)
    {
        if (ListType == "set")
            return CelEquality.Same(mine, theirs);
        return mine is CelMap left && theirs is CelMap right
            && Keys.All(key => CelEquality.Same(left.Find(key) ?? CelNull.Value, right.Find(key) ?? CelNull.Value));
    }
}
