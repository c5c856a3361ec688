using System.Net;
using System.Net.Sockets;
using Kubernetes.Client.Config;

namespace Kubernetes.Client.Transport;

/// <summary>
/// Makes the handler that opens connections: HTTP/2 with pings, so that a dead connection is known within 45 s, and TCP keep-alive for
/// HTTP/1.1, which has no pings.
/// </summary>
internal static class Connections
{
    // .NET looks at its pings once in a quarter of the shorter time: client-go's 30 s and 15 s would come to 52 s here, these to 40 s at most.
    private static readonly Pings Usual = new(After: TimeSpan.FromSeconds(25), Timeout: TimeSpan.FromSeconds(10));
    private static readonly TimeSpan KeepAliveAfter = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(15);

    /// <exception cref="ConfigException">A certificate cannot be used.</exception>
    public static SocketsHttpHandler Open(ClientConfig config, TlsMaterial material, DateTimeOffset now, Pings? pings = null) => new()
    {
        SslOptions = Tls.Options(config.Tls, material, now),
        ConnectCallback = async (context, cancellationToken) => new NetworkStream(await ConnectAsync(context.DnsEndPoint, cancellationToken), ownsSocket: true),
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = ConnectionLifetime,
        EnableMultipleHttp2Connections = true,
        KeepAlivePingDelay = (pings ?? Usual).After,
        KeepAlivePingTimeout = (pings ?? Usual).Timeout,
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        Proxy = config.Proxy is { } proxy ? Through(proxy) : EnvironmentProxy.Read(Environment.GetEnvironmentVariable),
        UseProxy = true,
    };

    /// <summary>A proxy whose login, if it has one, stands apart from its address: addresses get into messages.</summary>
    public static WebProxy Through(Uri proxy)
    {
        var bare = new UriBuilder(proxy) { UserName = "", Password = "" }.Uri;
        if (proxy.UserInfo.Length == 0) return new WebProxy(bare);
        var login = proxy.UserInfo.Split(':', 2);
        return new WebProxy(bare) { Credentials = new NetworkCredential(Uri.UnescapeDataString(login[0]), Uri.UnescapeDataString(login.Length > 1 ? login[1] : "")) };
    }

    /// <summary>A connection that the system looks after while it is idle.</summary>
    public static async ValueTask<Socket> ConnectAsync(DnsEndPoint address, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, (int)KeepAliveAfter.TotalSeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 5);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
            await socket.ConnectAsync(address, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>After how long without a byte a connection is asked whether it still lives, and how long its answer may take.</summary>
    internal sealed record Pings(TimeSpan After, TimeSpan Timeout);
}
