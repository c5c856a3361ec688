using System.Net;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission;

/// <summary>
/// Addresses and ranges in fields of built-in kinds, as strict as 1.36 is by default (StrictIPCIDRValidation, KEP-4858).
/// </summary>
internal static class AddressRules
{
    public static IEnumerable<FieldError> Ip(string value, string path)
    {
        if (!NetworkFormats.IsIp(value))
        {
            yield return FieldError.Invalid(path, value, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
            yield break;
        }

        if (HasLeadingZero(value))
            yield return FieldError.Invalid(path, value, "must not have leading 0s");
        else if (IsMapped(value))
            yield return FieldError.Invalid(path, value, "must not be an IPv4-mapped IPv6 address");
    }

    public static IEnumerable<FieldError> Cidr(string value, string path)
    {
        if (!NetworkFormats.IsCidr(value))
            yield return FieldError.Invalid(path, value, "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)");
        else if (value.Split('/') is [var address, var prefix] && Loose(address, prefix) is { } why)
            yield return FieldError.Invalid(path, value, why);
    }

    private static string? Loose(string address, string prefix)
    {
        if (HasLeadingZero(address) || prefix is ['0', _, ..])
            return "must not have leading 0s in IP or prefix length";
        if (IsMapped(address))
            return "must not have an IPv4-mapped IPv6 address";
        return HasBitsBehind(address, int.Parse(prefix, System.Globalization.CultureInfo.InvariantCulture)) ? "must not have bits set beyond the prefix length" : null;
    }

    /// <summary>In the part of an address that is written as IPv4.</summary>
    private static bool HasLeadingZero(string address) =>
        address.Contains('.', StringComparison.Ordinal) && address[(address.LastIndexOf(':') + 1)..].Split('.').Any(part => part is ['0', _, ..]);

    private static bool IsMapped(string address) => address.Contains(':', StringComparison.Ordinal) && IPAddress.Parse(address).IsIPv4MappedToIPv6;

    private static bool HasBitsBehind(string address, int prefix)
    {
        var bytes = IPAddress.Parse(address).GetAddressBytes();
        return Enumerable.Range(prefix, (bytes.Length * 8) - prefix).Any(bit => (bytes[bit / 8] & (0x80 >> (bit % 8))) != 0);
    }
}
