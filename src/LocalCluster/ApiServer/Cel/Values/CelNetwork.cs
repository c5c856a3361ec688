using System.Globalization;
using LocalCluster.ApiServer.Cel.Checking;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Cel.Values;

/// <summary>An address with the length of its prefix (CIDR).</summary>
internal sealed record CelNetwork(CelAddress Address, int Bits) : CelOpaque(CelType.Network.Name)
{
    /// <summary>The network, or the server's words for why the text is none.</summary>
    public static object Parse(string text)
    {
        var slash = text.LastIndexOf('/');
        if (slash < 0)
            return Refused(text, "no '/'");
        if (CelAddress.Parse(text[..slash]) is not CelAddress address)
            return Refused(text, $"ParseAddr({GoText.Quote(text[..slash])}): unable to parse IP");
        var length = text[(slash + 1)..];
        var plain = length.Length is > 0 and < 4 && length.All(char.IsAsciiDigit) && (length.Length == 1 || length[0] != '0');
        if (!plain)
            return Refused(text, $"bad bits after slash: {GoText.Quote(length)}");
        var bits = int.Parse(length, CultureInfo.InvariantCulture);
        return bits <= address.Octets.Length * 8 ? new CelNetwork(address, bits) : Refused(text, "prefix length out of range");
    }

    public CelNetwork Masked()
    {
        var octets = Address.Octets;
        for (var i = 0; i < octets.Length; i++)
            octets[i] &= (byte)(0xff00 >> Math.Clamp(Bits - (i * 8), 0, 8));
        return this with { Address = CelAddress.Of(octets) };
    }

    public bool Contains(CelAddress address) =>
        address.IsVersion4 == Address.IsVersion4 && new CelNetwork(address, Bits).Masked().Address == Masked().Address;

    public bool Contains(CelNetwork other) => Bits <= other.Bits && Contains(other.Address);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Address}/{Bits}");

    private static CelError Refused(string text, string why) =>
        new($"network address parse error during conversion from string: network address parse error during conversion from string: netip.ParsePrefix({GoText.Quote(text)}): {why}");
}
