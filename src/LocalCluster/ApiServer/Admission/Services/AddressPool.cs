using System.Buffers.Binary;
using System.Net;

namespace LocalCluster.ApiServer.Admission.Services;

/// <summary>The addresses of one IPv4 range; the first and the last are nobody's.</summary>
internal sealed class AddressPool
{
    private readonly string _text;
    private readonly uint _first;
    private readonly uint _count;
    private readonly HashSet<uint> _taken = [];

    public AddressPool(string cidr)
    {
        var network = IPNetwork.Parse(cidr);
        _text = cidr;
        _first = Number(network.BaseAddress);
        _count = (uint)(1L << (32 - network.PrefixLength));
    }

    public string? Refusal(IPAddress address)
    {
        var number = address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? Number(address) : 0;
        if (number < _first || number >= _first + _count)
            return "the provided network does not match the current range";
        if (number == _first || number == _first + _count - 1)
            return $"the provided IP ({address}) is not in the valid range. The range of valid IPs is {_text}";
        return _taken.Contains(number) ? "provided IP is already allocated" : null;
    }

    public void Take(IPAddress address) => _taken.Add(Number(address));

    public void Release(IPAddress address)
    {
        if (address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork)
            _taken.Remove(Number(address));
    }

    /// <summary>A free one, at random; null when there is none. A dry run takes nothing.</summary>
    public IPAddress? Next(bool dryRun)
    {
        var usable = _count - 2;
        if (_taken.Count >= usable)
            return null;
        var offset = (uint)Random.Shared.NextInt64(usable);
        while (_taken.Contains(_first + 1 + offset))
            offset = (offset + 1) % usable;
        if (!dryRun)
            _taken.Add(_first + 1 + offset);
        return Address(_first + 1 + offset);
    }

    private static uint Number(IPAddress address) => BinaryPrimitives.ReadUInt32BigEndian(address.MapToIPv4().GetAddressBytes());

    private static IPAddress Address(uint number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return new IPAddress(bytes);
    }
}
