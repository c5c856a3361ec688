using System.Net.Sockets;
using Kubernetes.Models.Core;

namespace LocalCluster.Node.Probes;

/// <summary>TCP probes: a connection that opens is a success.</summary>
internal static class TcpProber
{
    public static async Task<ProbeResult> ConnectAsync(TCPSocketAction action, Container container, string podAddress, CancellationToken cancellationToken)
    {
        if (PortNames.Find(action.Port, container) is not { } port) return ProbeResult.Failure($"couldn't find port: {action.Port}");

        var host = action.Host is { Length: > 0 } given ? given : podAddress;
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(host, port, cancellationToken);
            return ProbeResult.Success;
        }
        catch (SocketException e)
        {
            return ProbeResult.Failure($"dial tcp {host}:{port}: {Words(e)}");
        }
    }

    /// <summary>What Go says for the commonest error.</summary>
    public static string Words(SocketException e) =>
        e.SocketErrorCode == SocketError.ConnectionRefused ? "connect: connection refused" : $"connect: {e.Message}";
}
