namespace LocalCluster.ApiServer.Negotiation;

/// <summary>
/// What strict decoding has to say about a text: fields that are named twice, and, once its object is held against a schema, fields that
/// nobody knows. They are told in the order of the text, as the server's decoder meets them.
/// </summary>
internal sealed class StrictReading
{
    private readonly List<(int At, string Path)> _repeated = [];
    private readonly Dictionary<string, int> _first = new(StringComparer.Ordinal);
    private readonly List<string> _whole = [];
    private int _at;

    public bool HasRepeats => _repeated.Count > 0;

    public IReadOnlyList<string> Complaints => _whole;

    public void Meet(string path, bool again)
    {
        if (again)
            _repeated.Add((_at, path));
        _first.TryAdd(path, _at);
        _at++;
    }

    /// <summary>An error about the text as a whole, told before all others.</summary>
    public void Complain(string error) => _whole.Add(error);

    /// <summary>A typed decoder tells unknown fields where they stand; one that prunes afterwards tells them after all others.</summary>
    public IReadOnlyList<string> With(IReadOnlyList<string> unknownPaths, bool typed)
    {
        var repeated = _repeated.Select(one => (one.At, Text: $"duplicate field \"{one.Path}\""));
        var unknown = unknownPaths.Select(path => (At: typed ? _first.GetValueOrDefault(path) : int.MaxValue, Text: $"unknown field \"{path}\""));
        return [.. _whole, .. repeated.Concat(unknown).OrderBy(one => one.At).Select(one => one.Text).Distinct()];
    }
}
