using System.Globalization;
using System.Net;

namespace Kubernetes.Client.Transport;

/// <summary>One entry of NO_PROXY: everything, an address, a range of addresses, or a name and what lies under it; with a port or without.</summary>
internal abstract record ProxyBypass
{
    private ProxyBypass()
    {
    }

    public abstract bool Covers(Uri host);

    public static ProxyBypass Parse(string entry)
    {
        if (entry == "*") return new Everything();
        if (RangeOf(entry) is { } range) return range;
        var (name, port) = Split(entry);
        return IPAddress.TryParse(name, out var address) ? new Address(address, port) : new Domain(name.ToLowerInvariant(), port);
    }

    // 10.1.2.3/8 is accepted and means 10.0.0.0/8, as in Go.
    private static Range? RangeOf(string entry)
    {
        if (entry.Split('/') is not [var start, var length]) return null;
        if (!IPAddress.TryParse(start, out var address) || !byte.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var bits)) return null;
        var bytes = address.GetAddressBytes();
        if (bits > bytes.Length * 8) return null;
        for (var bit = (int)bits; bit < bytes.Length * 8; bit++) bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        return new Range(new IPNetwork(new IPAddress(bytes), bits));
    }

    private static (string Name, int? Port) Split(string entry)
    {
        var colon = entry.LastIndexOf(':');
        var isAlone = colon < 0 || IPAddress.TryParse(entry, out _);
        return !isAlone && int.TryParse(entry.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? (entry[..colon], port) : (entry, null);
    }

    private sealed record Everything : ProxyBypass
    {
        public override bool Covers(Uri host) => true;
    }

    private sealed record Range(IPNetwork Network) : ProxyBypass
    {
        public override bool Covers(Uri host) => IPAddress.TryParse(host.IdnHost, out var address) && Network.Contains(address);
    }

    private sealed record Address(IPAddress Other, int? Port) : ProxyBypass
    {
        public override bool Covers(Uri host) => IPAddress.TryParse(host.IdnHost, out var address) && address.Equals(Other) && (Port ?? host.Port) == host.Port;
    }

    /// <summary><c>example.com</c> is itself and what is under it, <c>.example.com</c> and <c>*.example.com</c> only the latter.</summary>
    private sealed record Domain(string Name, int? Port) : ProxyBypass
    {
        private readonly string _suffix = "." + Name.TrimStart('*').TrimStart('.');

        private readonly bool _isBelowOnly = Name.StartsWith('.') || Name.StartsWith("*.", StringComparison.Ordinal);

        public override bool Covers(Uri host)
        {
            if (Port is { } port && port != host.Port) return false;
            var name = host.IdnHost.TrimEnd('.').ToLowerInvariant();
            return name.EndsWith(_suffix, StringComparison.Ordinal) || (!_isBelowOnly && name == _suffix[1..]);
        }
    }
}
