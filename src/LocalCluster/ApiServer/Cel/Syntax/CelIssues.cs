using System.Text;

namespace LocalCluster.ApiServer.Cel.Syntax;

/// <summary>What is wrong with an expression, shown with the line and a mark below the place, as cel-go does.</summary>
internal sealed class CelIssues(string source)
{
    private readonly List<CelIssue> _issues = [];

    public bool IsEmpty => _issues.Count == 0;

    public void Add(int offset, string message) => _issues.Add(new CelIssue(offset, message));

    public override string ToString() => string.Join('\n', _issues.OrderBy(i => i.Offset).Select(Describe));

    private string Describe(CelIssue issue)
    {
        var offset = Math.Min(issue.Offset, source.Length);
        var before = source.AsSpan(0, offset);
        var line = before.Count('\n') + 1;
        var start = before.LastIndexOf('\n') + 1;
        var end = source.IndexOf('\n', start);
        var snippet = source[start..(end < 0 ? source.Length : end)].Replace('\t', ' ');
        var text = new StringBuilder($"ERROR: <input>:{line}:{Runes(source[start..offset]) + 1}: {issue.Message}\n | {snippet}\n | ");
        foreach (var rune in source[start..offset].EnumerateRunes())
            text.Append(rune.Utf8SequenceLength > 1 ? '\uff0e' : '.');
        var wide = offset < source.Length && source[offset] > '\x7f';
        return text.Append(wide ? '\uff3e' : '^').ToString();
    }

    private static int Runes(string text) => text.EnumerateRunes().Count();
}
