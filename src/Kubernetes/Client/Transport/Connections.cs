using System.Net;
using System.Net.Sockets;
using Kubernetes.Client.Config;

namespace Kubernetes.Client.Transport;

/// <summary>
/// Makes the handler that opens connections: HTTP/2 with pings, so that a dead connection is known within 45 s, and TCP keep-alive for
/// HTTP/1.1, which has no pings. The figures are client-go's.
/// </summary>
internal static class Connections
{
    private static readonly TimeSpan PingAfter = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(15);

    public static SocketsHttpHandler Open(ClientConfig config, TlsMaterial material, DateTimeOffset now) => new()
    {
        SslOptions = Tls.Options(config.Tls, material, now),
        ConnectCallback = ConnectAsync,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = ConnectionLifetime,
        EnableMultipleHttp2Connections = true,
        KeepAlivePingDelay = PingAfter,
        KeepAlivePingTimeout = PingTimeout,
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        Proxy = config.Proxy is { } proxy ? Through(proxy) : null,
        UseProxy = true,
    };

    private static WebProxy Through(Uri proxy)
    {
        var bare = new UriBuilder(proxy) { UserName = "", Password = "" }.Uri;
        if (proxy.UserInfo.Length == 0) return new WebProxy(bare);
        var login = proxy.UserInfo.Split(':', 2);
        return new WebProxy(bare) { Credentials = new NetworkCredential(Uri.UnescapeDataString(login[0]), Uri.UnescapeDataString(login.Length > 1 ? login[1] : "")) };
    }

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, (int)PingAfter.TotalSeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 5);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
