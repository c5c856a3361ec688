namespace LocalCluster.Storage;

/// <summary>The history back to the revision asked for is gone.</summary>
internal sealed class CompactedException(long requested, long oldest) : Exception($"revision {requested} is compacted, the oldest is {oldest}")
{
    public long Requested { get; } = requested;

    /// <summary>The oldest revision that can still be read or watched from.</summary>
    public long Oldest { get; } = oldest;
}
