namespace LocalCluster.ApiServer.Admission.Services;

/// <summary>
/// The node ports that one write takes. A dry run takes none: it is told whether they would be taken, but not whether they are in the range,
/// and gets numbers that no service can ever have (portallocator.PortAllocationOperation).
/// </summary>
internal sealed class NodePortOperation(PortPool pool, bool dryRun)
{
    private readonly List<int> _taken = [];

    /// <summary>Why the port cannot be had; null when it is taken now.</summary>
    public string? Take(int port)
    {
        var refusal = dryRun ? pool.Conflict(port) ?? (_taken.Contains(port) ? PortPool.Allocated : null) : pool.Refusal(port);
        if (refusal is not null)
            return refusal;
        _taken.Add(port);
        if (!dryRun)
            pool.Take(port);
        return null;
    }

    /// <summary>A free one; null when there is none.</summary>
    public int? TakeNext()
    {
        if (dryRun)
        {
            _taken.Add((_taken.Count > 0 ? _taken.Max() : pool.OneAbove) + 1);
            return _taken[^1];
        }

        if (pool.Next() is not { } port)
            return null;
        pool.Take(port);
        _taken.Add(port);
        return port;
    }

    public void Revert()
    {
        if (!dryRun)
            _taken.ForEach(pool.Release);
    }
}
