using System.Buffers;

namespace LocalCluster.Node.Logs;

/// <summary>Writes a log file's text, without the CRI's frame, to a stream.</summary>
internal sealed class LogReader(LogQuery query)
{
    private const int BlockSize = 64 * 1024;

    private readonly ArrayBufferWriter<byte> _text = new();
    private long _left = query.LimitBytes ?? long.MaxValue;

    /// <param name="path">The file.</param>
    /// <param name="live">Its writer when the container may still run: only then is there anything to follow.</param>
    /// <param name="destination">Flushed whenever the file has nothing more for now.</param>
    public async Task CopyAsync(string path, ContainerLog? live, Stream destination, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.Asynchronous);
        if (query.TailLines is { } lines) file.Position = await LogTail.FindAsync(file, lines, cancellationToken);

        var pending = new ArrayBufferWriter<byte>(BlockSize);
        while (_left > 0)
        {
            var change = query.Follow && live is not null ? live.NextChange : null;
            var complete = live?.IsComplete ?? true;
            await DrainAsync(file, pending, destination, cancellationToken);
            if (change is null || complete) return;

            await change.WaitAsync(cancellationToken);
        }
    }

    private async Task DrainAsync(FileStream file, ArrayBufferWriter<byte> pending, Stream destination, CancellationToken cancellationToken)
    {
        int read;
        while (_left > 0 && (read = await file.ReadAsync(pending.GetMemory(BlockSize), cancellationToken)) > 0)
        {
            pending.Advance(read);
            var rest = TakeLines(pending.WrittenSpan).ToArray();
            pending.ResetWrittenCount();
            pending.Write(rest);
            await destination.WriteAsync(_text.WrittenMemory, cancellationToken);
            _text.ResetWrittenCount();
        }

        await destination.FlushAsync(cancellationToken);
    }

    /// <summary>Moves whole lines to the text and returns what is left of an unfinished one.</summary>
    private ReadOnlySpan<byte> TakeLines(ReadOnlySpan<byte> bytes)
    {
        int end;
        while ((end = bytes.IndexOf((byte)'\n')) >= 0)
        {
            TakeLine(CriLine.Parse(bytes[..end]));
            bytes = bytes[(end + 1)..];
        }

        return bytes;
    }

    private void TakeLine(CriLine line)
    {
        if (query.Since is { } since && line.IsBefore(since)) return;

        if (query.Timestamps)
        {
            Take(line.Time);
            Take(" "u8);
        }

        Take(line.Text);
        if (line.EndsLine) Take("\n"u8);
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        var part = bytes[..(int)Math.Min(bytes.Length, _left)];
        _text.Write(part);
        _left -= part.Length;
    }
}
