using LocalCluster.ApiServer.Cel.Values;
using static LocalCluster.ApiServer.Cel.Checking.CelType;

namespace LocalCluster.ApiServer.Cel.Functions;

/// <summary>IP addresses and networks.</summary>
internal static class AddressLibrary
{
    public static readonly Library Functions = new Library()
        .Global("ip", Address, [Text], a => CelAddress.Parse((string)a[0]))
        .Global("isIP", Bool, [Text], a => CelBool.Of(CelAddress.Parse((string)a[0]) is CelAddress))
        .Global("ip.isCanonical", Bool, [Text], a => CelAddress.Parse((string)a[0]) is CelAddress ip ? CelBool.Of(ip.ToString() == (string)a[0]) : CelAddress.Parse((string)a[0]))
        .Global("string", Text, [Address], a => a[0].ToString()!)
        .Member("family", Int, [Address], a => Ip(a, 0).IsVersion4 ? 4L : 6L)
        .Member("isUnspecified", Bool, [Address], a => CelBool.Of(Array.TrueForAll(Ip(a, 0).Octets, octet => octet == 0)))
        .Member("isLoopback", Bool, [Address], a => CelBool.Of(Ip(a, 0).IsLoopback))
        .Member("isLinkLocalMulticast", Bool, [Address], a => CelBool.Of(IsLinkLocalMulticast(Ip(a, 0))))
        .Member("isLinkLocalUnicast", Bool, [Address], a => CelBool.Of(IsLinkLocalUnicast(Ip(a, 0))))
        .Member("isGlobalUnicast", Bool, [Address], a => CelBool.Of(IsGlobalUnicast(Ip(a, 0))))
        .Global("cidr", Network, [Text], a => CelNetwork.Parse((string)a[0]))
        .Global("isCIDR", Bool, [Text], a => CelBool.Of(CelNetwork.Parse((string)a[0]) is CelNetwork))
        .Global("string", Text, [Network], a => a[0].ToString()!)
        .Member("ip", Address, [Network], a => Net(a, 0).Address)
        .Member("prefixLength", Int, [Network], a => (long)Net(a, 0).Bits)
        .Member("masked", Network, [Network], a => Net(a, 0).Masked())
        .Member("containsIP", Bool, [Network, Text], a => CelAddress.Parse((string)a[1]) is CelAddress ip ? CelBool.Of(Net(a, 0).Contains(ip)) : CelAddress.Parse((string)a[1]))
        .Member("containsIP", Bool, [Network, Address], a => CelBool.Of(Net(a, 0).Contains(Ip(a, 1))))
        .Member("containsCIDR", Bool, [Network, Text], a => CelNetwork.Parse((string)a[1]) is CelNetwork net ? CelBool.Of(Net(a, 0).Contains(net)) : CelNetwork.Parse((string)a[1]))
        .Member("containsCIDR", Bool, [Network, Network], a => CelBool.Of(Net(a, 0).Contains(Net(a, 1))));

    private static CelAddress Ip(object[] arguments, int index) => (CelAddress)arguments[index];

    private static CelNetwork Net(object[] arguments, int index) => (CelNetwork)arguments[index];

    private static bool IsLinkLocalMulticast(CelAddress ip) => ip.Octets is var o && (ip.IsVersion4
        ? o is [224, 0, 0, _]
        : o[0] == 0xff && (o[1] & 0x0f) == 2);

    private static bool IsLinkLocalUnicast(CelAddress ip) => ip.Octets is var o && (ip.IsVersion4
        ? o is [169, 254, ..]
        : o[0] == 0xfe && (o[1] & 0xc0) == 0x80);

    private static bool IsGlobalUnicast(CelAddress ip)
    {
        var octets = ip.Octets;
        var multicast = ip.IsVersion4 ? (octets[0] & 0xf0) == 0xe0 : octets[0] == 0xff;
        var everyone = ip.IsVersion4 && octets is [255, 255, 255, 255];
        return !multicast && !everyone && !Array.TrueForAll(octets, octet => octet == 0) && !ip.IsLoopback && !IsLinkLocalUnicast(ip);
    }
}
