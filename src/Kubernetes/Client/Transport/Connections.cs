using System.Net;
using System.Net.Security;
using Kubernetes.Client.Config;

namespace Kubernetes.Client.Transport;

/// <summary>Opens connections as a configuration describes them.</summary>
internal static class Connections
{
    private static readonly TimeSpan PingAfter = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(15);

    public static SocketsHttpHandler Open(ClientConfig config)
    {
        var handler = new SocketsHttpHandler
        {
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = PingAfter,
            KeepAlivePingTimeout = PingTimeout,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            ConnectTimeout = TimeSpan.FromSeconds(30),
            PooledConnectionLifetime = TimeSpan.FromMinutes(15),
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
        };
        handler.SslOptions = Tls.Options(config.Tls);
        return handler;
    }
}
