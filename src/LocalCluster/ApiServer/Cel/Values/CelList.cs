namespace LocalCluster.ApiServer.Cel.Values;

/// <summary>A list of values.</summary>
internal abstract class CelList
{
    public abstract int Count { get; }

    public abstract object this[int index] { get; }

    /// <summary>The list with the items of another behind it; lists of objects may merge them in instead.</summary>
    public abstract CelList Concat(CelList other);

    /// <summary>Whether both hold the same; lists that are sets do not mind the order.</summary>
    public abstract bool SameAs(CelList other);

    public IEnumerable<object> Items()
    {
        for (var i = 0; i < Count; i++)
            yield return this[i];
    }
}
