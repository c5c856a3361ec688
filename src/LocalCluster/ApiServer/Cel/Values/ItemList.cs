namespace LocalCluster.ApiServer.Cel.Values;

/// <summary>
/// A list made by an expression. A loop grows its accumulator in place, which nobody else can see; everybody else gets a new list.
/// </summary>
internal sealed class ItemList(List<object> items, ListSemantics? semantics = null, bool isAccumulator = false) : CelList
{
    public override int Count => items.Count;

    public override ListSemantics Semantics => semantics ?? ListSemantics.Plain;

    public override object this[int index] => items[index];

    public static ItemList Of(IEnumerable<object> items) => new([.. items]);

    public static ItemList Accumulator() => new([], isAccumulator: true);

    public ItemList Frozen() => isAccumulator ? new ItemList(items) : this;

    public override CelList Concat(CelList other)
    {
        if (!isAccumulator)
            return base.Concat(other);
        items.AddRange(other.Items());
        return this;
    }
}
