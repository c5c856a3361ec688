namespace LocalCluster.ApiServer.Admission.Services;

/// <summary>Node ports from first to last.</summary>
internal sealed class PortPool(int first, int last)
{
    public const string Allocated = "provided port is already allocated";

    private readonly HashSet<int> _taken = [];

    /// <summary>The first that no service can ever have.</summary>
    public int OneAbove => last + 1;

    public string? Refusal(int port) =>
        port < first || port > last ? $"provided port is not in the valid range. The range of valid ports is {first}-{last}" : Conflict(port);

    public string? Conflict(int port) => _taken.Contains(port) ? Allocated : null;

    public void Take(int port) => _taken.Add(port);

    public void Release(int port) => _taken.Remove(port);

    /// <summary>A free one, at random, not yet taken; null when there is none.</summary>
    public int? Next()
    {
        var count = last - first + 1;
        if (_taken.Count >= count)
            return null;
        var port = first + Random.Shared.Next(count);
        while (_taken.Contains(port))
            port = port == last ? first : port + 1;
        return port;
    }
}
