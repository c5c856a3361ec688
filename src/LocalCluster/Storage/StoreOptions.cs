namespace LocalCluster.Storage;

internal sealed record StoreOptions
{
    /// <summary>The revision before the first write. Above 1, so that "from the beginning" is out of the window, as on any real cluster.</summary>
    public long StartRevision { get; init; } = 100;

    /// <summary>How many changes of one resource a watch can go back.</summary>
    public int HistoryLength { get; init; } = 8192;
}
