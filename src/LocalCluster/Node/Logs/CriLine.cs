using System.Globalization;
using System.Text;

namespace LocalCluster.Node.Logs;

/// <summary>
/// One line of a log file in the CRI's form (kubernetes/design-proposals-archive, node/kubelet-cri-logging.md):
/// `2016-10-06T00:17:09.669794202Z stdout F the text`.
/// </summary>
internal readonly ref struct CriLine
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'00Z'";
    private const int TimeLength = 30;

    private CriLine(ReadOnlySpan<byte> time, ReadOnlySpan<byte> text, bool endsLine)
    {
        Time = time;
        Text = text;
        EndsLine = endsLine;
    }

    public ReadOnlySpan<byte> Time { get; }

    public ReadOnlySpan<byte> Text { get; }

    public bool EndsLine { get; }

    public static byte[] Write(DateTimeOffset now, LogSource source, IReadOnlyList<LogPiece> pieces)
    {
        var head = $"{now.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)} {(source == LogSource.Output ? "stdout" : "stderr")} ";
        var bytes = new byte[pieces.Sum(piece => head.Length + 3 + piece.Text.Length)];
        var at = 0;
        foreach (var piece in pieces)
        {
            at += Encoding.ASCII.GetBytes(head, bytes.AsSpan(at));
            bytes[at++] = piece.EndsLine ? (byte)'F' : (byte)'P';
            bytes[at++] = (byte)' ';
            piece.Text.Span.CopyTo(bytes.AsSpan(at));
            at += piece.Text.Length;
            bytes[at++] = (byte)'\n';
        }

        return bytes;
    }

    /// <param name="line">Without its newline.</param>
    public static CriLine Parse(ReadOnlySpan<byte> line)
    {
        // "<30 characters of time> stdout F " and stderr are of the same length.
        const int tag = TimeLength + 8;
        return line.Length < tag + 2 ? new CriLine([], line, true) : new CriLine(line[..TimeLength], line[(tag + 2)..], line[tag] == 'F');
    }

    public bool IsBefore(DateTimeOffset since) =>
        DateTimeOffset.TryParse(Encoding.ASCII.GetString(Time), CultureInfo.InvariantCulture, out var time) && time < since;
}
