using System.Net;

namespace LocalCluster.Node.Pods;

/// <summary>
/// Gives every pod a loopback address of its own, 127.&lt;slot&gt;.1.1 to 127.&lt;slot&gt;.200.254. An address that became free is the last
/// to be given again, so that a client with an old address does not reach a new pod.
/// </summary>
internal sealed class PodAddresses(int slot)
{
    private const int Blocks = 200;
    private const int PerBlock = 254;

    private readonly Lock _gate = new();
    private readonly Queue<int> _free = new();
    private int _next;

    /// <exception cref="InvalidOperationException">All addresses are taken.</exception>
    public IPAddress Take()
    {
        lock (_gate)
        {
            if (_next < Blocks * PerBlock) return Address(_next++);
            return _free.TryDequeue(out var number) ? Address(number) : throw new InvalidOperationException("no pod addresses left on this node");
        }
    }

    public void Return(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        lock (_gate) _free.Enqueue(((bytes[2] - 1) * PerBlock) + bytes[3] - 1);
    }

    private IPAddress Address(int number) => new([127, (byte)slot, (byte)((number / PerBlock) + 1), (byte)((number % PerBlock) + 1)]);
}
