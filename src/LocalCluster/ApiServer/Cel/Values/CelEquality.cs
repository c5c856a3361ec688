using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Cel.Values;

/// <summary>Equality: numbers by value whatever their type, lists and maps by content; values of different types are not equal.</summary>
internal static class CelEquality
{
    public static bool Same(object left, object right) => (left, right) switch
    {
        (string a, string b) => string.Equals(a, b, StringComparison.Ordinal),
        (long or ulong or double, long or ulong or double) => CelOrder.CompareNumbers(left, right) == 0,
        (CelList a, CelList b) => a.SameAs(b),
        (CelMap a, CelMap b) => a.SameAs(b),
        (PreservedJson a, PreservedJson b) => JsonEquality.Same(a.Node, b.Node),
        (CelOptional a, CelOptional b) => a.Value is null || b.Value is null ? a.HasValue == b.HasValue : Same(a.Value, b.Value),
        _ => left.Equals(right),
    };
}
