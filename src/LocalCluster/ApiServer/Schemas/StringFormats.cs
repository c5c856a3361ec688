using System.Collections.Frozen;
using System.Text;

namespace LocalCluster.ApiServer.Schemas;

/// <summary>The formats that the server checks on strings. An unknown format is ignored; dashes in a name do not count.</summary>
internal static class StringFormats
{
    private const string ShortName = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";

    private const string Atom = @"[-A-Za-z0-9!#$%&'*+/=?^_`{|}~\x{80}-\x{10FFFF}]+";
    private const string Quoted = @"""([^""\\\r\n]|\\[^\r\n])*""";
    private const string Address = $@"({Atom}(\.{Atom})*|{Quoted})@({Atom}(\.{Atom})*|\[[0-9A-Fa-f:.]+\])";
    private const string Email = $@"^\s*({Address}|((({Atom}|{Quoted})[\s.]*)+)?<{Address}>)\s*$";

    private static readonly FrozenDictionary<string, Func<string, bool>> Checks = new Dictionary<string, Func<string, bool>>
    {
        ["bsonobjectid"] = text => text.Length == 24 && text.All(char.IsAsciiHexDigit),
        ["uri"] = UriFormat.IsRequestUri,
        ["email"] = Matching(Email),
        ["hostname"] = IsHostname,
        ["ipv4"] = text => text.Contains('.') && NetworkFormats.IsIp(text),
        ["ipv6"] = text => text.Contains(':') && NetworkFormats.IsIp(text),
        ["cidr"] = NetworkFormats.IsCidr,
        ["mac"] = NetworkFormats.IsMac,
        ["uuid"] = Matching("(?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$"),
        ["uuid3"] = Matching("(?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?3[0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12}$"),
        ["uuid4"] = Matching("(?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?4[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$"),
        ["uuid5"] = Matching("(?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?5[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$"),
        ["isbn"] = text => NumberFormats.IsIsbn10(text) || NumberFormats.IsIsbn13(text),
        ["isbn10"] = NumberFormats.IsIsbn10,
        ["isbn13"] = NumberFormats.IsIsbn13,
        ["creditcard"] = NumberFormats.IsCreditCard,
        ["ssn"] = Matching(@"^\d{3}[- ]?\d{2}[- ]?\d{4}$"),
        ["hexcolor"] = Matching("^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$"),
        ["rgbcolor"] = Matching(@"^rgb\(\s*(0|[1-9]\d?|1\d\d?|2[0-4]\d|25[0-5])(\s*,\s*(0|[1-9]\d?|1\d\d?|2[0-4]\d|25[0-5])){2}\s*\)$"),
        ["byte"] = Matching("^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$"),
        ["password"] = _ => true,
        ["date"] = TimeFormats.IsDate,
        ["duration"] = TimeFormats.IsDuration,
        ["datetime"] = TimeFormats.IsDateTime,
        ["k8sshortname"] = text => text.Length <= 63 && Patterns.IsMatch($"^{ShortName}$", text),
        ["k8slongname"] = text => text.Length <= 253 && Patterns.IsMatch($"^{ShortName}(\\.{ShortName})*$", text),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The format that applies to strings of this schema, without dashes; null when there is none or it is not known.</summary>
    public static string? Of(Schema schema)
    {
        if (schema.Format is null || schema.Type is not (null or "string"))
            return null;
        var name = schema.Format.Replace("-", "", StringComparison.Ordinal);
        return Checks.ContainsKey(name) ? name : null;
    }

    /// <summary>Whether the server knows the format for this type; it warns of the others when a definition is created.</summary>
    public static bool IsKnown(string? type, string format) => type switch
    {
        null or "" or "string" => Checks.ContainsKey(format.Replace("-", "", StringComparison.Ordinal)),
        "integer" => format is "int32" or "int64",
        "number" => format is "float" or "double",
        _ => false,
    };

    /// <summary>The format is one that <see cref="Of"/> answered.</summary>
    public static bool IsValid(string format, string text) => Checks[format](text);

    private static Func<string, bool> Matching(string pattern) => text => Patterns.IsMatch(pattern, text);

    private static bool IsHostname(string text) =>
        Encoding.UTF8.GetByteCount(text) <= 255
        && text.Split('.').All(part => Encoding.UTF8.GetByteCount(part) <= 63)
        && Patterns.IsMatch(
            @"^([a-zA-Z0-9\p{S}\p{L}]((-?[a-zA-Z0-9\p{S}\p{L}]{0,62})?)|([a-zA-Z0-9\p{S}\p{L}](([a-zA-Z0-9\-\p{S}\p{L}]{0,61}[a-zA-Z0-9\p{S}\p{L}])?)(\.)){1,}([a-zA-Z\p{L}]){2,63})$",
            text);
}
