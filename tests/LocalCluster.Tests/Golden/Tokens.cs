using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LocalCluster.Tests.Golden;

/// <summary>
/// Matches recorded texts with tokens against real ones. A numbered token stands for one value throughout a scenario, two
/// different ones never for the same value, and resource versions keep the order of their numbers.
/// </summary>
public sealed partial class Tokens
{
    private readonly Dictionary<string, string> _values = [];
    private readonly Dictionary<string, string> _tokens = [];

    public Tokens()
    {
    }

    /// <summary>All that is known to another one, to try something with.</summary>
    public Tokens(Tokens known) => (_values, _tokens) = (new(known._values), new(known._tokens));

    public bool Matches(string recorded, string actual)
    {
        if (!TokenPattern().IsMatch(recorded)) return recorded == actual;
        var names = new List<string>();
        var match = Regex.Match(actual, Pattern(recorded, names), RegexOptions.Singleline);
        return match.Success && names.Select((name, index) => Binds(name, match.Groups[index + 1].Value)).All(bound => bound);
    }

    /// <summary>Whether the text could be what was recorded, whatever its tokens stand for elsewhere.</summary>
    public static bool Fit(string recorded, string actual) =>
        recorded == actual || (TokenPattern().IsMatch(recorded) && Regex.IsMatch(actual, Pattern(recorded, []), RegexOptions.Singleline));

    /// <summary>Pairs of resource versions that came in another order than recorded, within the groups that the names of tokens belong to.</summary>
    public IEnumerable<string> Disorders(Func<string, string?> group) =>
        _values.Where(pair => pair.Key.StartsWith("rv:", StringComparison.Ordinal))
            .GroupBy(pair => group(pair.Key))
            .Where(one => one.Key is not null)
            .SelectMany(one => Disorders([.. one.Select(pair => (Number(pair.Key[3..]), Number(pair.Value))).Order()]));

    private static IEnumerable<string> Disorders(IReadOnlyList<(long Number, long Version)> versions) =>
        versions.Zip(versions.Skip(1))
            .Where(pair => pair.First.Version >= pair.Second.Version)
            .Select(pair => $"{{rv:{pair.First.Number}}} = {pair.First.Version} should be older than {{rv:{pair.Second.Number}}} = {pair.Second.Version}");

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>Puts the values known so far in the place of their tokens.</summary>
    public string Fill(string recorded) =>
        TokenPattern().Replace(recorded, token => _values.GetValueOrDefault(token.Groups[1].Value + token.Groups[2].Value, token.Value));

    /// <summary>The text with something that could be real in the place of every token.</summary>
    public static string Example(string recorded) => TokenPattern().Replace(recorded, token => Example(token.Groups[1].Value, token.Groups[2].Value.TrimStart(':')));

    private static string Example(string kind, string number) => kind switch
    {
        "uid" => $"00000000-0000-0000-0000-{number.PadLeft(12, '0')}",
        "rv" or "n" => "1000" + number.PadLeft(4, '0'),
        "nodePort" => "3" + number.PadLeft(4, '0'),
        "time" => "2026-01-02T03:04:05Z",
        "ip" => "10.0.0.1",
        "age" => "5s",
        "containerID" => "containerd://" + new string('a', 64),
        _ => "x" + number,
    };

    private bool Binds(string name, string value)
    {
        if (!name.Contains(':', StringComparison.Ordinal)) return true;
        var kind = name[..(name.IndexOf(':', StringComparison.Ordinal) + 1)];
        if (_values.TryGetValue(name, out var known)) return known == value;
        if (_tokens.TryGetValue(kind + value, out var other) && other != name) return false;
        _values[name] = value;
        _tokens[kind + value] = name;
        return true;
    }

    private static string Pattern(string recorded, List<string> names)
    {
        var pattern = new StringBuilder("^");
        var end = 0;
        foreach (Match token in TokenPattern().Matches(recorded))
        {
            pattern.Append(Regex.Escape(recorded[end..token.Index])).Append('(').Append(ValuePattern(token.Groups[1].Value)).Append(')');
            names.Add(token.Groups[1].Value + token.Groups[2].Value);
            end = token.Index + token.Length;
        }

        return pattern.Append(Regex.Escape(recorded[end..])).Append('$').ToString();
    }

    private static string ValuePattern(string kind) => kind switch
    {
        "uid" => "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
        "rv" or "nodePort" or "n" => "[0-9]+",
        "time" => @"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(?:\.[0-9]+)?Z",
        "ip" => @"[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+",
        "continue" => "[A-Za-z0-9_=-]+",
        "age" => "<unknown>|<invalid>|[0-9dhmsy]+",
        "rand" => "[a-z0-9]+",
        "containerID" => "[a-z]+://[0-9a-f]{64}",
        _ => @"\S+",
    };

    [GeneratedRegex(@"\{(uid|rv|time|ip|continue|nodePort|age|n|rand|containerID|imageID)(:[0-9]+)?\}")]
    private static partial Regex TokenPattern();
}
