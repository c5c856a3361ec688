using System.Net;

namespace Operator.Telemetry;

/// <summary><c>/healthz</c> and <c>/readyz</c> on one port, <c>/metrics</c> on another.</summary>
internal sealed class Endpoints : IAsyncDisposable
{
    private readonly WebApplication? _app;

    private Endpoints(WebApplication? app) => _app = app;

    /// <exception cref="StartUpException">An address is in use or not ours.</exception>
    public static async Task<Endpoints> StartAsync(
        OperatorOptions options, MetricsPage metrics, Func<bool> isReady, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        if (options.MetricsAddress is null && options.ProbeAddress is null) return new Endpoints(null);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            foreach (var address in new[] { options.MetricsAddress, options.ProbeAddress }.OfType<IPEndPoint>().DistinctBy(address => address.Port))
                kestrel.Listen(address);
        });
        var app = builder.Build();
        app.Run(context => AnswerAsync(context, options, metrics, isReady));
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

    private static Task AnswerAsync(HttpContext context, OperatorOptions options, MetricsPage metrics, Func<bool> isReady)
    {
        var port = context.Connection.LocalPort;
        var path = context.Request.Path.Value;
        if (path == "/metrics" && port == options.MetricsAddress?.Port) return TextAsync(context, StatusCodes.Status200OK, metrics.Write(), MetricsPage.ContentType);
        if (path == "/healthz" && port == options.ProbeAddress?.Port) return TextAsync(context, StatusCodes.Status200OK, "ok");
        if (path != "/readyz" || port != options.ProbeAddress?.Port) return TextAsync(context, StatusCodes.Status404NotFound, "not found");
        return isReady()
            ? TextAsync(context, StatusCodes.Status200OK, "ok")
            : TextAsync(context, StatusCodes.Status503ServiceUnavailable, "the cache is not filled yet");
    }

    private static Task TextAsync(HttpContext context, int status, string text, string type = "text/plain; charset=utf-8")
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
