using System.Security.Cryptography;
using System.Text;
using LocalCluster.Node.Pods;

namespace LocalCluster.Node.Endpoint;

/// <summary>
/// The node's own HTTP endpoint, as a kubelet has one: logs, commands in containers, and HTTP to pods. Plain HTTP on a loopback
/// address; every request has to carry the token that only the API server is told.
/// </summary>
internal sealed class NodeEndpoint : IAsyncDisposable
{
    private readonly WebApplication _app;

    private NodeEndpoint(WebApplication app)
    {
        _app = app;
        Address = new Uri(app.Urls.First());
    }

    public Uri Address { get; }

    public static async Task<NodeEndpoint> StartAsync(PodWorkers pods, NodeOptions options, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        // An empty builder: nothing of this process' environment (such as ASPNETCORE_URLS) may move the endpoint.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(options.Address, 0));
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));

        var app = builder.Build();
        app.Use((context, next) => Authorize(context, next, options.EndpointToken));
        app.UseRouting();
        app.UseWebSockets();
        new LogRoute(pods, options.Time).Map(app);
        new ExecRoute(pods, options.Time).Map(app);
        var proxy = new PodProxyRoute(pods);
        proxy.Map(app);
        app.Lifetime.ApplicationStopped.Register(proxy.Dispose);
        await app.StartAsync(cancellationToken);
        return new NodeEndpoint(app);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private static Task Authorize(HttpContext context, RequestDelegate next, string token)
    {
        var given = Encoding.UTF8.GetBytes(context.Request.Headers.Authorization.ToString());
        if (CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes($"Bearer {token}"))) return next(context);

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return context.Response.WriteAsync("Unauthorized", context.RequestAborted);
    }
}
