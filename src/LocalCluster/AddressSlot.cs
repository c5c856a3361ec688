using System.Net;
using System.Net.Sockets;

namespace LocalCluster;

/// <summary>
/// A cluster's own part of the loopback range, so that several run beside each other: 127.n.0.1 is its node, 127.n.1.0 to
/// 127.n.200.255 its pods, 127.n.208.0 to 127.n.223.255 its services. The claim is a bound socket: it ends with the process, however that ends.
/// </summary>
internal sealed class AddressSlot : IDisposable
{
    private const int First = 16;
    private const int Last = 239;
    private const int ClaimPort = 10255;

    private readonly Socket _claim;

    private AddressSlot(int number, Socket claim)
    {
        Number = number;
        _claim = claim;
    }

    public int Number { get; }

    public string NodeAddress => $"127.{Number}.0.1";

    /// <summary>Takes the first slot that nobody holds.</summary>
    /// <exception cref="ClusterException">All of them are taken, or this system has no loopback range.</exception>
    public static AddressSlot Claim()
    {
        for (var number = First; number <= Last; number++)
        {
            if (TryBind($"127.{number}.0.1") is { } claim) return new AddressSlot(number, claim);
        }

        throw new ClusterException(
            "No free address range in 127.16.0.0 to 127.239.0.0: stop other local clusters, or run on a system where the whole of 127.0.0.0/8 is loopback, such as Linux.");
    }

    public void Dispose() => _claim.Dispose();

    private static Socket? TryBind(string address)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ExclusiveAddressUse = true };
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Parse(address), ClaimPort));
            socket.Listen(1);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }
}
