namespace LocalCluster.ApiServer.Cel.Values;

/// <summary>
/// A list made by an expression. A loop grows its accumulator in place, which nobody else can see; everybody else gets a new list.
/// </summary>
internal sealed class ItemList(List<object> items, bool isAccumulator = false) : CelList
{
    public override int Count => items.Count;

    public override object this[int index] => items[index];

    public static ItemList Of(IEnumerable<object> items) => new([.. items]);

    public static ItemList Accumulator() => new([], isAccumulator: true);

    public ItemList Frozen() => new(items);

    public override CelList Concat(CelList other)
    {
        if (!isAccumulator)
            return Of(items.Concat(other.Items()));
        items.AddRange(other.Items());
        return this;
    }

    public override bool SameAs(CelList other)
    {
        if (other is not ItemList)
            return other.SameAs(this);
        return Count == other.Count && Enumerable.Range(0, Count).All(i => CelEquality.Same(this[i], other[i]));
    }
}
