using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace LocalCluster.ApiServer;

/// <summary>The connections of a server, so that they can be dropped all at once, as when its process is killed.</summary>
internal sealed class OpenConnections
{
    private readonly ConcurrentDictionary<ConnectionContext, bool> _open = new();
    private volatile bool _dropped;

    public ConnectionDelegate Watch(ConnectionDelegate next) => async connection =>
    {
        _open[connection] = true;
        try
        {
            if (_dropped) connection.Abort();
            await next(connection);
        }
        finally
        {
            _open.TryRemove(connection, out _);
        }
    };

    /// <summary>Those that are open, and those that come.</summary>
    public void Drop()
    {
        _dropped = true;
        foreach (var connection in _open.Keys) connection.Abort();
    }
}
