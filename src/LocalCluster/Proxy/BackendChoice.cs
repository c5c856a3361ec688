using System.Collections.Concurrent;
using System.Net;

namespace LocalCluster.Proxy;

/// <summary>
/// Decides which pod a new connection goes to: in turns, or to the one its client had last (session affinity). kube-proxy
/// throws dice; taking turns is as fair and lets a person with curl see every pod.
/// </summary>
internal sealed class BackendChoice(TimeProvider time)
{
    private const int MaximumClients = 10_000;

    private readonly ConcurrentDictionary<IPAddress, (IPEndPoint Backend, long At)> _clients = new();
    private uint _turn = uint.MaxValue;

    /// <summary>All of the set, the one to try first in front.</summary>
    public IReadOnlyList<IPEndPoint> Order(BackendSet backends, IPAddress client)
    {
        var count = backends.Addresses.Length;
        if (count == 0) return [];

        var first = Sticky(backends, client) ?? (int)(Interlocked.Increment(ref _turn) % (uint)count);
        return [.. backends.Addresses[first..], .. backends.Addresses[..first]];
    }

    /// <summary>The client has been connected to this pod.</summary>
    public void Remember(BackendSet backends, IPAddress client, IPEndPoint backend)
    {
        if (backends.Affinity is null) return;

        if (_clients.Count >= MaximumClients) _clients.Clear();
        _clients[client] = (backend, time.GetTimestamp());
    }

    private int? Sticky(BackendSet backends, IPAddress client)
    {
        if (backends.Affinity is not { } affinity || !_clients.TryGetValue(client, out var last)) return null;
        if (time.GetElapsedTime(last.At) > affinity) return null;

        var index = backends.Addresses.IndexOf(last.Backend);
        return index < 0 ? null : index;
    }
}
