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

    /// <summary>
    /// How long a watch may take to begin. A server begins its answer before it has anything to tell, after 15 s in its queue at most (KEP-1040, as it
    /// is set up by default): no answer is a dead connection, over HTTP/1.1 perhaps one that an earlier request went through well. Longer than a
    /// connection may take to be made, whose failure says more.
    /// </summary>
    public static readonly TimeSpan Beginning = TimeSpan.FromSeconds(35);

    /// <summary>Objects are rarely larger: most events are read in one piece, and a huge one in few.</summary>
    private const int BufferSize = 32 * 1024;

    /// <summary>
    /// HTTP/1.1 has no pings, and a proxy in between keeps TCP alive: only silence tells that such a stream is dead. A quiet stream costs one
    /// request in this time instead.
    /// </summary>
    private static readonly TimeSpan Unpinged = TimeSpan.FromSeconds(30);

    /// <summary>How long an open stream may be silent: over HTTP/2 until after the server should have ended it, for pings watch the connection.</summary>
    public static TimeSpan? Patience(Version version, TimeSpan? timeout)
    {
        var whole = timeout + Margin;
        return version.Major >= 2 || whole < Unpinged ? whole : timeout is null ? null : Unpinged;
    }

    /// <summary>The events of a body, one JSON object a line.</summary>
    /// <exception cref="IOException">The stream broke or ended inside an event.</exception>
    /// <exception cref="WatchSilenceException">Nothing came for <paramref name="silence"/>.</exception>
    public static async IAsyncEnumerable<WatchEvent<T>> ReadAsync<T>(
        Stream body,
        JsonTypeInfo<T> json,
        TimeSpan? silence,
        TimeProvider time,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = PipeReader.Create(body, new StreamPipeReaderOptions(bufferSize: BufferSize, leaveOpen: true));
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

                if (ended)
                {
                    if (Rest(buffer, json) is { } last) yield return last;
                    yield break;
                }

                reader.AdvanceTo(buffer.Start, buffer.End);
            }
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }

    // The last event needs no line end, but it must be whole.
    private static WatchEvent<T>? Rest<T>(ReadOnlySequence<byte> rest, JsonTypeInfo<T> json)
    {
        try
        {
            return WatchLine.Parse(rest, json);
        }
        catch (IOException e)
        {
            throw new IOException("The watch stream ended in the middle of an event.", e);
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
