namespace LocalCluster.ApiServer.Negotiation;

/// <summary>
/// The warnings of one answer: each text once, all together short enough for a client that takes headers of a few kilobytes. Beyond that
/// each is cut, and then no more are given (k8s.io/apiserver, endpoints/filters/warning.go).
/// </summary>
internal sealed class AnswerWarnings(IHeaderDictionary headers)
{
    private const int MostInAll = 4 * 1024;
    private const int MostOfOne = 256;
    private const string Header = "Warning";

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly List<string> _given = [];
    private bool _cuts;
    private int _length;

    /// <summary>One that quotes control characters cannot stand in a header, and is left out.</summary>
    public void Add(string text)
    {
        if ((_cuts && _length >= MostInAll) || text.Any(char.IsControl) || !_known.Add(text)) return;
        _given.Add(text);
        if (_cuts || _length + Runes(text) <= MostInAll) Write(text);
        else BeginAgainWithCuts();
    }

    private void BeginAgainWithCuts()
    {
        (_cuts, _length) = (true, 0);
        headers.Remove(Header);
        foreach (var text in _given) Write(text);
    }

    private void Write(string text)
    {
        var shown = _cuts && Runes(text) > MostOfOne ? string.Concat(text.EnumerateRunes().Take(MostOfOne)) : text;
        _length += Runes(shown);
        headers.Append(Header, WarningHeader.Of(shown));
    }

    private static int Runes(string text) => text.EnumerateRunes().Count();
}
