using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Operator.Telemetry;

/// <summary><c>/healthz</c> and <c>/readyz</c> on one port, <c>/metrics</c> on another, which can be closed to all but those who may read it.</summary>
internal sealed class Endpoints : IAsyncDisposable
{
    private readonly WebApplication? _app;

    private Endpoints(WebApplication? app) => _app = app;

    /// <exception cref="StartUpException">An address is in use or not ours, or a certificate is unusable.</exception>
    public static async Task<Endpoints> StartAsync(
        OperatorOptions options, MetricsPage metrics, MetricsGuard guard, Probes probes, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        if (options.MetricsAddress is null && options.ProbeAddress is null) return new Endpoints(null);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => Listen(kestrel, options));
        var app = builder.Build();
        var (alive, ready) = (probes.Alive, probes.Ready);
        app.Run(context => context.Connection.LocalPort == options.MetricsAddress?.Port && context.Request.Path == "/metrics"
            ? MetricsAsync(context, options, metrics, guard)
            : context.Connection.LocalPort == options.ProbeAddress?.Port ? ProbeAsync(context, alive, ready) : NotFoundAsync(context));
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException e)
        {
            await app.DisposeAsync();
            throw new StartUpException($"{e.Message.TrimEnd('.')}. Choose another with --metrics-bind-address and --health-probe-bind-address; 0 turns them off.", e);
        }

        return new Endpoints(app);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
    }

    private static void Listen(KestrelServerOptions kestrel, OperatorOptions options)
    {
        kestrel.AddServerHeader = false;
        foreach (var address in new[] { options.MetricsAddress, options.ProbeAddress }.OfType<IPEndPoint>().DistinctBy(address => address.Port))
        {
            var secure = options.MetricsSecure && address.Port == options.MetricsAddress?.Port;
            kestrel.Listen(address, listen =>
            {
                // Without HTTP/2 nobody can open and reset streams by the thousand (CVE-2023-44487).
                listen.Protocols = options.EnableHttp2 ? HttpProtocols.Http1AndHttp2 : HttpProtocols.Http1;
                if (secure) listen.UseHttps(new MetricsCertificate(options, TimeProvider.System).Use);
            });
        }
    }

    private static async Task MetricsAsync(HttpContext context, OperatorOptions options, MetricsPage metrics, MetricsGuard guard)
    {
        var status = options.MetricsSecure ? await guard.AskAsync(context.Request.Headers.Authorization, context.RequestAborted) : StatusCodes.Status200OK;
        await (status == StatusCodes.Status200OK
            ? TextAsync(context, status, metrics.Write(), MetricsPage.ContentType)
            : TextAsync(context, status, $"{(HttpStatusCode)status}\n"));
    }

    private static Task ProbeAsync(HttpContext context, HealthPage alive, HealthPage ready)
    {
        var path = context.Request.Path;
        var (page, rest) = path.StartsWithSegments("/healthz", out var check) ? (alive, check) : path.StartsWithSegments("/readyz", out check) ? (ready, check) : (null, check);
        var answer = page?.Answer(rest.Value?.Trim('/') ?? "", context.Request.Query["exclude"], context.Request.Query.ContainsKey("verbose"));
        return answer is { } found ? TextAsync(context, found.Status, found.Text) : NotFoundAsync(context);
    }

    private static Task NotFoundAsync(HttpContext context) => TextAsync(context, StatusCodes.Status404NotFound, "not found");

    private static Task TextAsync(HttpContext context, int status, string text, string type = "text/plain; charset=utf-8")
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
