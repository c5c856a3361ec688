namespace LocalCluster.ApiServer.Cel.Values;

/// <summary>A list of values. What the list on the left is decides how two are compared and added.</summary>
internal abstract class CelList
{
    public abstract int Count { get; }

    public abstract ListSemantics Semantics { get; }

    public abstract object this[int index] { get; }

    public virtual CelList Concat(CelList other) => Semantics.Concat(this, other);

    public bool SameAs(CelList other) => Semantics.Same(this, other);

    public IEnumerable<object> Items()
    {
        for (var i = 0; i < Count; i++)
            yield return this[i];
    }
}
