using Kubernetes.Models;
using Kubernetes.Models.Meta;

namespace Kubernetes.Runtime.Caching;

/// <summary>One change of a store, as its subscribers see it.</summary>
public abstract record StoreChange<T>
    where T : class, IResource<T>
{
    private StoreChange()
    {
    }

    /// <summary>The object as it is now, or as it was last.</summary>
    public abstract T Object { get; }

    public ObjectKey Key => ObjectKey.Of(Object);

    /// <summary>The object is new here. <paramref name="Initial"/> when it was already there as the subscription or the first list came.</summary>
    public sealed record Added(T Now, bool Initial) : StoreChange<T>
    {
        public override T Object => Now;
    }

    public sealed record Updated(T Before, T Now) : StoreChange<T>
    {
        public override T Object => Now;
    }

    /// <summary>The object is gone, or a list did not show it any more; its last known state.</summary>
    public sealed record Removed(T Last) : StoreChange<T>
    {
        public override T Object => Last;
    }
}
