using System.Buffers;
using System.Net.Sockets;

namespace LocalCluster.Proxy;

/// <summary>Carries bytes between two connected sockets, both ways, until both sides have said all they had to.</summary>
internal static class Splice
{
    private const int BufferSize = 16 * 1024;

    /// <summary>Owns neither socket. A side that ends is told to the other as an end (half-close); one that breaks ends both.</summary>
    public static async Task RunAsync(Socket one, Socket other, CancellationToken cancellationToken)
    {
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAll(CopyAsync(one, other, broken), CopyAsync(other, one, broken));
    }

    private static async Task CopyAsync(Socket from, Socket to, CancellationTokenSource broken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            int read;
            while ((read = await from.ReceiveAsync(buffer.AsMemory(), broken.Token)) > 0) await SendAsync(to, buffer.AsMemory(0, read), broken.Token);
            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            await broken.CancelAsync();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task SendAsync(Socket to, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (bytes.Length > 0) bytes = bytes[await to.SendAsync(bytes, cancellationToken)..];
    }
}
