namespace LocalCluster.Node.Logs;

/// <summary>Cuts a stream of bytes into lines. A line longer than <see cref="MaximumPiece"/> comes in pieces. Not thread-safe.</summary>
internal sealed class LineSplitter
{
    /// <summary>As containerd cuts them (max_container_log_line_size).</summary>
    public const int MaximumPiece = 16 * 1024;

    private readonly List<byte> _rest = [];

    public IReadOnlyList<LogPiece> Push(ReadOnlySpan<byte> bytes)
    {
        var pieces = new List<LogPiece>();
        while (bytes.Length > 0)
        {
            var end = bytes.IndexOf((byte)'\n');
            var room = MaximumPiece - _rest.Count;
            var take = Math.Min(end < 0 ? bytes.Length : end, room);
            _rest.AddRange(bytes[..take]);
            bytes = bytes[take..];
            if (bytes is [(byte)'\n', ..])
            {
                pieces.Add(TakeRest(endsLine: true));
                bytes = bytes[1..];
            }
            else if (_rest.Count == MaximumPiece)
            {
                pieces.Add(TakeRest(endsLine: false));
            }
        }

        return pieces;
    }

    /// <summary>What is left when the stream ends without a newline: the file then ends the line for it.</summary>
    public IReadOnlyList<LogPiece> Finish() => _rest.Count == 0 ? [] : [TakeRest(endsLine: true)];

    private LogPiece TakeRest(bool endsLine)
    {
        var piece = new LogPiece(_rest.ToArray(), endsLine);
        _rest.Clear();
        return piece;
    }
}
