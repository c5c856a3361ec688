using System.Net;
using System.Net.Sockets;

namespace LocalCluster.Proxy;

/// <summary>Opens the connection from the proxy to a pod.</summary>
internal static class BackendConnection
{
    /// <summary>Tries each pod of the set once, in the order of the choice; null when none answers. Cancellation gives null too.</summary>
    public static async Task<Socket?> OpenAsync(
        BackendSet backends, BackendChoice choice, IPAddress client, ProxyOptions options, CancellationToken cancellationToken)
    {
        foreach (var address in choice.Order(backends, client))
        {
            if (await TryAsync(address, options, cancellationToken) is not { } socket) continue;

            choice.Remember(backends, client, address);
            return socket;
        }

        return null;
    }

    private static async Task<Socket?> TryAsync(IPEndPoint address, ProxyOptions options, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        using var deadline = new CancellationTokenSource(options.ConnectTimeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await socket.ConnectAsync(address, either.Token);
            return socket;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            socket.Dispose();
            return null;
        }
    }
}
