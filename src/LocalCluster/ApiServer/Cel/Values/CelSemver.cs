using System.Globalization;
using System.Text.RegularExpressions;
using LocalCluster.ApiServer.Cel.Checking;

namespace LocalCluster.ApiServer.Cel.Values;

/// <summary>A semantic version (semver.org 2.0).</summary>
internal sealed partial record CelSemver(long Major, long Minor, long Patch, string Pre) : CelOpaque(CelType.Semver.Name)
{
    /// <summary>The version, or the server's words for why the text is none.</summary>
    public static object Parse(string text, bool normalize)
    {
        var plain = normalize ? Normalized(text) : text;
        var parts = Syntax().Match(plain);
        return parts.Success
            ? new CelSemver(Number(parts, 1), Number(parts, 2), Number(parts, 3), parts.Groups[4].Value)
            : new CelError($"could not parse version \"{plain}\"");
    }

    public int CompareTo(CelSemver other)
    {
        var order = (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));
        if (order != 0 || Pre == other.Pre)
            return order;
        if (Pre.Length == 0 || other.Pre.Length == 0)
            return Pre.Length == 0 ? 1 : -1;
        var (mine, theirs) = (Pre.Split('.'), other.Pre.Split('.'));
        return mine.Zip(theirs).Select(pair => Compare(pair.First, pair.Second)).FirstOrDefault(one => one != 0, mine.Length.CompareTo(theirs.Length));
    }

    private static int Compare(string left, string right) => (left.All(char.IsAsciiDigit), right.All(char.IsAsciiDigit)) switch
    {
        (true, true) => decimal.Parse(left, CultureInfo.InvariantCulture).CompareTo(decimal.Parse(right, CultureInfo.InvariantCulture)),
        (true, false) => -1,
        (false, true) => 1,
        _ => Math.Sign(string.CompareOrdinal(left, right)),
    };

    /// <summary>Without a leading v, without leading zeros, with all three numbers.</summary>
    private static string Normalized(string text)
    {
        var plain = text.StartsWith('v') ? text[1..] : text;
        var end = plain.IndexOfAny(['-', '+']);
        var (numbers, rest) = end < 0 ? (plain, "") : (plain[..end], plain[end..]);
        var all = numbers.Split('.').Select(number => number.Length > 1 ? number.TrimStart('0') is { Length: > 0 } trimmed ? trimmed : "0" : number).ToList();
        while (all.Count is > 0 and < 3)
            all.Add("0");
        return string.Join('.', all) + rest;
    }

    private static long Number(Match parts, int group) => long.Parse(parts.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(0|[1-9]\d{0,17})\.(0|[1-9]\d{0,17})\.(0|[1-9]\d{0,17})(?:-((?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*)(?:\.(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*))*))?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$")]
    private static partial Regex Syntax();
}
