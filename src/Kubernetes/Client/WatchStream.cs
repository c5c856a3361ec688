using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;

namespace Kubernetes.Client;

/// <summary>Cuts a watch's body into events, straight from the pipe: no strings, one pass over the bytes.</summary>
internal static class WatchStream
{
    /// <summary>How much longer than the server's own timeout the client waits before it calls a stream dead.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    /// <summary>The events of a body, one JSON object a line.</summary>
    /// <exception cref="IOException">The stream broke or ended inside an event.</exception>
    /// <exception cref="TimeoutException">Nothing came for <paramref name="silence"/>.</exception>
    public static async IAsyncEnumerable<WatchEvent<T>> ReadAsync<T>(
        Stream body,
        JsonTypeInfo<T> json,
        TimeSpan? silence,
        TimeProvider time,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = PipeReader.Create(body, new StreamPipeReaderOptions(leaveOpen: true));
        using var idle = new IdleDeadline(silence, time, cancellationToken);
        try
        {
            while (true)
            {
                var (buffer, ended) = await idle.ReadAsync(reader);
                while (TryTakeLine(ref buffer, out var line))
                {
                    if (WatchLine.Parse(line, json) is { } item) yield return item;
                }

                if (ended && buffer.Length > 0) throw new IOException("The watch stream ended in the middle of an event.");
                if (ended) yield break;
                reader.AdvanceTo(buffer.Start, buffer.End);
            }
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }

    private static bool TryTakeLine(ref ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> line)
    {
        line = default;
        if (buffer.PositionOf((byte)'\n') is not { } end) return false;
        line = buffer.Slice(0, end);
        buffer = buffer.Slice(buffer.GetPosition(1, end));
        return true;
    }
}
