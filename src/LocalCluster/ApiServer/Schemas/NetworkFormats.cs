using System.Globalization;
using System.Net;

namespace LocalCluster.ApiServer.Schemas;

/// <summary>Addresses as strings; leading zeros in IPv4 numbers are tolerated.</summary>
internal static class NetworkFormats
{
    public static bool IsIp(string text)
    {
        if (!text.Contains(':', StringComparison.Ordinal))
            return IsIpv4(text);
        return !text.Contains('%', StringComparison.Ordinal) && !text.StartsWith('[') && IPAddress.TryParse(text, out _);
    }

    public static bool IsCidr(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !IsIp(text[..slash]))
            return false;
        var widest = text.AsSpan(0, slash).Contains(':') ? 128 : 32;
        return int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length <= widest;
    }

    /// <summary>6, 8 or 20 bytes with colons or dashes between them, or groups of four digits with dots.</summary>
    public static bool IsMac(string text)
    {
        var separator = text.Length > 4 && text[4] == '.' ? '.' : text.Length > 2 ? text[2] : ' ';
        if (separator is not (':' or '-' or '.'))
            return false;
        var width = separator == '.' ? 4 : 2;
        var parts = text.Split(separator);
        return parts.All(p => p.Length == width && p.All(char.IsAsciiHexDigit)) && parts.Length * width is 12 or 16 or 40;
    }

    private static bool IsIpv4(string text)
    {
        var parts = text.Split('.');
        return parts.Length == 4 && parts.All(
            p => p.Length > 0 && int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 255);
    }
}
