using System.Text.RegularExpressions;

namespace LocalCluster.ApiServer.Discovery;

/// <summary>API versions, preferred first: GA before beta before alpha, newer before older, anything else last.</summary>
internal static partial class VersionOrder
{
    public static IReadOnlyList<string> Sorted(IEnumerable<string> versions) =>
        [.. versions.Distinct().OrderBy(version => version, Comparer<string>.Create(Compare))];

    private static int Compare(string a, string b)
    {
        var (left, right) = (Rank(a), Rank(b));
        if (left is null || right is null)
            return left is null && right is null ? string.CompareOrdinal(a, b) : left is null ? 1 : -1;
        return right.Value.CompareTo(left.Value);
    }

    private static (int Stability, int Major, int Minor)? Rank(string version)
    {
        var match = Versions().Match(version);
        if (!match.Success)
            return null;
        var stability = match.Groups[2].Value switch
        {
            "alpha" => 0,
            "beta" => 1,
            _ => 2,
        };
        _ = int.TryParse(match.Groups[1].ValueSpan, out var major);
        _ = int.TryParse(match.Groups[3].ValueSpan, out var minor);
        return (stability, major, minor);
    }

    [GeneratedRegex(@"^v(\d+)(?:(alpha|beta)(\d+))?\z")]
    private static partial Regex Versions();
}
