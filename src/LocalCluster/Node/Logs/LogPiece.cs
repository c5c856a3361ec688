namespace LocalCluster.Node.Logs;

/// <summary>A line of output, or the part of a very long one that has come so far.</summary>
internal readonly record struct LogPiece(ReadOnlyMemory<byte> Text, bool EndsLine);
