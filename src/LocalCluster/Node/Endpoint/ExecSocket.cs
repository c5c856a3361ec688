using System.Buffers;
using System.Net.WebSockets;

namespace LocalCluster.Node.Endpoint;

/// <summary>The channels of one remote command over a WebSocket. Many may send; one receives.</summary>
internal sealed class ExecSocket(WebSocket socket) : IDisposable
{
    public const string V5 = "v5.channel.k8s.io";
    public const string V4 = "v4.channel.k8s.io";

    private const int BlockSize = 32 * 1024;

    private readonly SemaphoreSlim _sending = new(1);

    public async Task SendAsync(ExecChannel channel, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        var message = ArrayPool<byte>.Shared.Rent(data.Length + 1);
        await _sending.WaitAsync(cancellationToken);
        try
        {
            message[0] = (byte)channel;
            data.CopyTo(message.AsMemory(1));
            await socket.SendAsync(message.AsMemory(0, data.Length + 1), WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
        }
        finally
        {
            _sending.Release();
            ArrayPool<byte>.Shared.Return(message);
        }
    }

    /// <summary>Sends all of a stream. A stream that breaks has ended.</summary>
    public async Task SendAllAsync(ExecChannel channel, Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[BlockSize];
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0) await SendAsync(channel, buffer.AsMemory(0, read), cancellationToken);
        }
        catch (Exception e) when (e is IOException or WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The process has closed it, or the client is gone.
        }
    }

    /// <summary>Hands every message on until the client closes.</summary>
    public async Task ReceiveAllAsync(Func<ExecChannel, ReadOnlyMemory<byte>, Task> received, CancellationToken cancellationToken)
    {
        var buffer = new byte[BlockSize];
        var message = new ArrayBufferWriter<byte>();
        while (true)
        {
            var result = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            if (result.MessageType == WebSocketMessageType.Close) return;

            message.Write(buffer.AsSpan(0, result.Count));
            if (!result.EndOfMessage) continue;

            if (message.WrittenCount > 0) await received((ExecChannel)message.WrittenSpan[0], message.WrittenMemory[1..]);
            message.ResetWrittenCount();
        }
    }

    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
    }

    public void Dispose() => _sending.Dispose();
}
