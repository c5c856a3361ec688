namespace LocalCluster.Node.Logs;

/// <summary>Carries a process's output to its container's log.</summary>
internal static class OutputPump
{
    private const int BufferSize = 32 * 1024;

    /// <summary>Reads until the stream ends. A stream that breaks has ended too.</summary>
    public static async Task RunAsync(Stream stream, ContainerLog log, LogSource source, CancellationToken cancellationToken)
    {
        var splitter = new LineSplitter();
        var buffer = new byte[BufferSize];
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0) Write(splitter.Push(buffer.AsSpan(0, read)));
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The process is gone, or its container is being removed: what has been read is what there is.
        }

        Write(splitter.Finish());

        void Write(IReadOnlyList<LogPiece> pieces)
        {
            if (pieces.Count > 0) log.Append(source, pieces);
        }
    }
}
