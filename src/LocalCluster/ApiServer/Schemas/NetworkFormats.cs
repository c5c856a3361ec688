using System.Globalization;

namespace LocalCluster.ApiServer.Schemas;

/// <summary>Addresses as strings; leading zeros in IPv4 numbers are tolerated.</summary>
internal static class NetworkFormats
{
    public static bool IsIp(string text)
    {
        if (!text.Contains(':', StringComparison.Ordinal))
            return IsIpv4(text);
        var gap = text.IndexOf("::", StringComparison.Ordinal);
        if (gap < 0)
            return Groups(text, last: true) == 8;
        var (before, after) = (Groups(text[..gap], last: false), Groups(text[(gap + 2)..], last: true));
        return before >= 0 && after >= 0 && before + after < 8;
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

    /// <summary>The number of 16-bit groups, an IPv4 address as the last one being two; negative when it is not a row of groups.</summary>
    private static int Groups(string text, bool last)
    {
        if (text.Length == 0)
            return 0;
        var parts = text.Split(':');
        var count = last && IsIpv4(parts[^1]) ? parts.Length + 1 : parts.Length;
        var digits = count > parts.Length ? parts[..^1] : parts;
        return digits.All(p => p.Length is > 0 and <= 4 && p.All(char.IsAsciiHexDigit)) ? count : -1;
    }

    private static bool IsIpv4(string text)
    {
        var parts = text.Split('.');
        return parts.Length == 4 && parts.All(
            p => p.Length > 0 && int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 255);
    }
}
