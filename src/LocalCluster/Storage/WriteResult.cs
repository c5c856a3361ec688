namespace LocalCluster.Storage;

/// <summary>What became of a write.</summary>
internal abstract record WriteResult
{
    internal sealed record Written(StoredObject Object) : WriteResult;

    internal sealed record AlreadyExists(StoredObject Current) : WriteResult;

    /// <summary>Somebody else wrote in between: the object is not at the revision that the writer had read.</summary>
    internal sealed record Conflict(StoredObject Current) : WriteResult;

    internal sealed record Missing : WriteResult;
}
