using System.Net;
using System.Net.Sockets;
using LocalCluster.ApiServer.Cel.Checking;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Cel.Values;

/// <summary>An IP address.</summary>
internal sealed record CelAddress(IPAddress Address) : CelOpaque(CelType.Address.Name)
{
    public bool IsVersion4 => Address.AddressFamily == AddressFamily.InterNetwork;

    public byte[] Octets => Address.GetAddressBytes();

    /// <summary>The address, or the server's words for why the text is none.</summary>
    public static object Parse(string text)
    {
        if (Complaint(text) is { } complaint)
            return new CelError($"IP Address {GoText.Quote(text)} parse error during conversion from string: ParseAddr({GoText.Quote(text)}): {complaint}");
        if (text.Contains('%', StringComparison.Ordinal))
            return new CelError($"IP address {GoText.Quote(text)} with zone value is not allowed");
        var address = IPAddress.Parse(text);
        return address.IsIPv4MappedToIPv6 ? new CelError($"IPv4-mapped IPv6 address {GoText.Quote(text)} is not allowed") : new CelAddress(address);
    }

    public override string ToString() => Address.ToString();

    private static string? Complaint(string text)
    {
        var mark = text.IndexOfAny(['.', ':', '%']);
        return (mark < 0 ? ' ' : text[mark]) switch
        {
            '.' => ComplaintAboutVersion4(text),
            ':' => !text.Contains('[', StringComparison.Ordinal) && IPAddress.TryParse(text, out _) ? null : "unexpected character",
            '%' => "missing IPv6 address",
            _ => "unable to parse IP",
        };
    }

    private static string? ComplaintAboutVersion4(string text)
    {
        var fields = text.Split('.');
        foreach (var field in fields)
        {
            if (field.Length == 0 || !field.All(char.IsAsciiDigit))
                return field.Length == 0 ? "IPv4 field must have at least one digit" : "unexpected character";
            if (field.Length > 1 && field[0] == '0')
                return "IPv4 field has octet with leading zero";
            if (field.Length > 3 || int.Parse(field, System.Globalization.CultureInfo.InvariantCulture) > byte.MaxValue)
                return "IPv4 field has value >255";
        }

        return fields.Length switch
        {
            < 4 => "IPv4 address too short",
            > 4 => "IPv4 address too long",
            _ => null,
        };
    }
}
