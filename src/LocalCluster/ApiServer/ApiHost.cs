using System.Net;
using System.Security.Cryptography.X509Certificates;
using Kubernetes.Client.Config;
using LocalCluster.ApiServer.Authentication;
using LocalCluster.ApiServer.Certificates;
using LocalCluster.ApiServer.Recording;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace LocalCluster.ApiServer;

/// <summary>A running API server on 127.0.0.1, over TLS with an authority of its own. Disposing it ends every request.</summary>
public sealed class ApiHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Authority _authority;
    private readonly X509Certificate2 _admin;
    private readonly TimeProvider _time;

    private ApiHost(WebApplication app, Authority authority, X509Certificate2 admin, Uri address, ApiState state)
    {
        (_app, _authority, _admin, _time) = (app, authority, admin, state.Time);
        Address = address;
        Requests = state.Requests;
    }

    public Uri Address { get; }

    /// <summary>What the server was asked so far.</summary>
    public RequestLog Requests { get; }

    /// <summary>The cluster's administrator.</summary>
    public ClientConfig AdminConfig => ConfigOf(_admin);

    /// <summary>Another user of this cluster, with a certificate of their own.</summary>
    public ClientConfig ConfigFor(string user, params string[] groups)
    {
        using var certificate = _authority.SignClient(user, groups, _time.GetUtcNow());
        return ConfigOf(certificate);
    }

    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<ApiHost> StartAsync(ApiOptions options, ILoggerFactory loggers, CancellationToken cancellation)
    {
        var now = options.Time.GetUtcNow();
        var authority = Authority.LoadOrCreate(options.DataDirectory, now);
        var server = authority.SignServer([IPAddress.Loopback], ["localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc"], now);
        var admin = authority.SignClient("kubernetes-admin", [User.Masters], now);
        var state = State(options, authority);
        var app = Build(options, server, loggers);
        var pipeline = new RequestPipeline(state, loggers.CreateLogger<RequestPipeline>());
        app.UseWebSockets();
        app.Run(pipeline.HandleAsync);
        await app.StartAsync(cancellation);
        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return new ApiHost(app, authority, admin, address, state);
    }

    /// <summary>Writes a kubeconfig for the cluster's administrator, readable by its owner only.</summary>
    public void WriteKubeconfig(string path) =>
        PrivateFile.Write(path, KubeconfigText.Of(Address, _authority.CertificatePem, _admin));

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _authority.Dispose();
        _admin.Dispose();
    }

    private ClientConfig ConfigOf(X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        return new ClientConfig
        {
            Server = Address,
            Tls = new TlsConfig
            {
                AuthorityPem = _authority.CertificatePem,
                ClientCertificatePem = certificate.ExportCertificatePem(),
                ClientKeyPem = key.ExportPkcs8PrivateKeyPem(),
            },
        };
    }

    private static ApiState State(ApiOptions options, Authority authority)
    {
        var tokens = TokenIssuer.LoadOrCreate(options.DataDirectory);
        var state = new ApiState(options, tokens, store => new Authenticator(authority, new TokenReader(tokens.Key, store, options.Time)));
        Bootstrap.Fill(state);
        return state;
    }

    private static WebApplication Build(ApiOptions options, X509Certificate2 certificate, ILoggerFactory loggers)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = nameof(LocalCluster) });
        builder.Services.AddSingleton(loggers);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.Http2.MaxStreamsPerConnection = 1000;
            kestrel.Listen(IPAddress.Loopback, options.Port, listen =>
            {
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.UseHttps(https =>
                {
                    https.ServerCertificate = certificate;
                    https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                    https.AllowAnyClientCertificate();
                });
            });
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        return builder.Build();
    }
}
