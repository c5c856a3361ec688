using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace LocalCluster.ApiServer;

/// <summary>
/// The server's side of the network: TLS on a port of 127.0.0.1. It can be stopped, which drops every connection, and started again on
/// the same port; meanwhile the port is kept from others, and connections to it are refused. One caller at a time.
/// </summary>
internal sealed class ApiListener(ApiOptions options, X509Certificate2 certificate, RequestPipeline pipeline, ILoggerFactory loggers) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private WebApplication? _app;
    private OpenConnections _connections = new();
    private Socket? _place;

    /// <summary>Known once it has been started.</summary>
    public Uri Address { get; private set; } = new($"https://127.0.0.1:{options.Port}");

    /// <exception cref="IOException">The port is in use.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        if (_app is not null) return;
        _place?.Dispose();
        _place = null;
        _connections = new OpenConnections();
        var app = Build();
        app.UseWebSockets();
        app.Run(pipeline.HandleAsync);
        await app.StartAsync(cancellation);
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        _app = app;
    }

    /// <summary>Ends every connection and keeps the port, so that the server can come back where it was.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        if (_app is null) return;
        await EndAsync(cancellation);
        // The network keeps its own time, whatever the clock of the cluster says.
        var since = TimeProvider.System.GetTimestamp();
        while ((_place = Hold(orFail: TimeProvider.System.GetElapsedTime(since) > Patience)) is null)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellation);
    }

    /// <summary>Connections that are about to end still hold the address for a moment; null then.</summary>
    private Socket? Hold(bool orFail)
    {
        var place = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // Those that have just ended do not mind.
            place.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            place.Bind(new IPEndPoint(IPAddress.Loopback, Address.Port));
            return place;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse && !orFail)
        {
            place.Dispose();
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync(CancellationToken.None);
        _place?.Dispose();
    }

    private async Task EndAsync(CancellationToken cancellation)
    {
        if (_app is null) return;
        var stopped = _app.StopAsync(cancellation);
        _connections.Drop();
        await stopped;
        await _app.DisposeAsync();
        _app = null;
    }

    private WebApplication Build()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = nameof(LocalCluster) });
        builder.Services.AddSingleton(loggers);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // A warning quotes what the client wrote, whatever its alphabet.
            kestrel.ResponseHeaderEncodingSelector = _ => System.Text.Encoding.UTF8;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.Http2.MaxStreamsPerConnection = 1000;
            kestrel.Listen(IPAddress.Loopback, Address.Port, Listen);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        return builder.Build();
    }

    private void Listen(ListenOptions listen)
    {
        listen.Protocols = HttpProtocols.Http1AndHttp2;
        listen.Use(_connections.Watch);
        listen.UseHttps(https =>
        {
            https.ServerCertificate = certificate;
            https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
            https.AllowAnyClientCertificate();
        });
    }
}
