using Kubernetes.Models.Meta;

namespace Kubernetes.Client;

/// <summary>What a write of this client did, as the server answered it.</summary>
internal abstract record ObjectWrite<T>
{
    private ObjectWrite()
    {
    }

    /// <summary>The object is now this.</summary>
    public sealed record Stored(T Object) : ObjectWrite<T>;

    /// <summary>The object is gone, not merely marked for deletion.</summary>
    public sealed record Deleted(ObjectKey Key, string Uid) : ObjectWrite<T>;
}
