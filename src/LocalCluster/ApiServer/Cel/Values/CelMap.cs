namespace LocalCluster.ApiServer.Cel.Values;

/// <summary>Values by keys: a map, or an object with fields.</summary>
internal abstract class CelMap
{
    public abstract int Count { get; }

    public abstract IEnumerable<object> Keys { get; }

    /// <summary>Null when there is no such key.</summary>
    public abstract object? Find(object key);

    public virtual bool SameAs(CelMap other)
    {
        if (Count != other.Count)
            return false;
        foreach (var key in Keys)
        {
            if (Find(key) is not { } mine || other.Find(key) is not { } theirs || !CelEquality.Same(mine, theirs))
                return false;
        }

        return true;
    }
}
