using System.Buffers.Binary;
using System.Globalization;
using LocalCluster.ApiServer.Cel.Checking;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Cel.Values;

/// <summary>An IP address, as a number.</summary>
internal sealed record CelAddress(UInt128 Number, bool IsVersion4) : CelOpaque(CelType.Address.Name)
{
    private const int MappedPrefix = 0xffff;

    public byte[] Octets
    {
        get
        {
            var octets = new byte[16];
            BinaryPrimitives.WriteUInt128BigEndian(octets, Number);
            return IsVersion4 ? octets[12..] : octets;
        }
    }

    public bool IsLoopback => IsVersion4 ? Octets[0] == 127 : Number == 1;

    /// <summary>The address, or the server's words for why the text is none.</summary>
    public static object Parse(string text)
    {
        if (Complaint(text) is { } complaint)
            return new CelError($"IP Address {GoText.Quote(text)} parse error during conversion from string: ParseAddr({GoText.Quote(text)}): {complaint}");
        if (text.Contains('%', StringComparison.Ordinal))
            return new CelError($"IP address {GoText.Quote(text)} with zone value is not allowed");
        if (!text.Contains(':', StringComparison.Ordinal))
            return Of([.. text.Split('.').Select(field => byte.Parse(field, CultureInfo.InvariantCulture))]);
        var address = Of(Version6(text));
        return address.Number >> 32 == MappedPrefix ? new CelError($"IPv4-mapped IPv6 address {GoText.Quote(text)} is not allowed") : address;
    }

    public static CelAddress Of(byte[] octets) => new(octets.Aggregate(UInt128.Zero, (number, octet) => (number << 8) | octet), octets.Length == 4);

    /// <summary>The canonical form (RFC 5952): the longest row of zeros is left out.</summary>
    public override string ToString()
    {
        var octets = Octets;
        if (IsVersion4)
            return string.Join('.', octets);
        var groups = octets.Chunk(2).Select(pair => (pair[0] << 8) | pair[1]).ToArray();
        var (start, length) = LongestZeros(groups);
        return length < 2 ? Spell(groups) : $"{Spell(groups[..start])}::{Spell(groups[(start + length)..])}";
    }

    private static string Spell(int[] groups) => string.Join(':', groups.Select(group => group.ToString("x", CultureInfo.InvariantCulture)));

    private static (int Start, int Length) LongestZeros(int[] groups)
    {
        var (start, length) = (0, 0);
        for (var i = 0; i < groups.Length; i++)
        {
            var row = groups.Skip(i).TakeWhile(group => group == 0).Count();
            if (row > length)
                (start, length) = (i, row);
        }

        return (start, length);
    }

    private static byte[] Version6(string text)
    {
        var gap = text.IndexOf("::", StringComparison.Ordinal);
        if (gap < 0)
            return [.. Groups(text)];
        List<byte> before = [.. Groups(text[..gap])], after = [.. Groups(text[(gap + 2)..])];
        return [.. before, .. new byte[16 - before.Count - after.Count], .. after];
    }

    private static IEnumerable<byte> Groups(string text) => text.Split(':', StringSplitOptions.RemoveEmptyEntries).SelectMany(group =>
    {
        if (group.Contains('.', StringComparison.Ordinal))
            return group.Split('.').Select(field => byte.Parse(field, CultureInfo.InvariantCulture));
        var number = ushort.Parse(group, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return [(byte)(number >> 8), (byte)number];
    });

    private static string? Complaint(string text)
    {
        var mark = text.IndexOfAny(['.', ':', '%']);
        return (mark < 0 ? ' ' : text[mark]) switch
        {
            '.' => ComplaintAboutVersion4(text),
            ':' => ComplaintAboutVersion6(text.Split('%')[0]),
            '%' => "missing IPv6 address",
            _ => "unable to parse IP",
        };
    }

    private static string? ComplaintAboutVersion6(string text) =>
        !NetworkFormats.IsIp(text) ? "unexpected character"
        : text.Contains('.', StringComparison.Ordinal) ? ComplaintAboutVersion4(text[(text.LastIndexOf(':') + 1)..])
        : null;

    private static string? ComplaintAboutVersion4(string text)
    {
        var fields = text.Split('.');
        foreach (var field in fields)
        {
            if (field.Length == 0 || !field.All(char.IsAsciiDigit))
                return field.Length == 0 ? "IPv4 field must have at least one digit" : "unexpected character";
            if (field.Length > 1 && field[0] == '0')
                return "IPv4 field has octet with leading zero";
            if (field.Length > 3 || int.Parse(field, CultureInfo.InvariantCulture) > byte.MaxValue)
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
