using System.Text;
using CounterApp.Health;
using CounterApp.Metrics;
using CounterApp.Pages;
using CounterApp.Visits;
using CounterApp.Volumes;

namespace CounterApp;

/// <summary>The rooms, wired together and served.</summary>
internal static partial class CounterServer
{
    /// <summary>Longest wait for requests under way after a SIGTERM; Kubernetes kills after 30 s.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    /// <returns>The exit code.</returns>
    /// <exception cref="DamagedVolumeException">The volume must not be touched.</exception>
    public static async Task<int> RunAsync(CounterOptions options, IVolume volume, CancellationToken cancellationToken)
    {
        DamagedVolumeException? damage = null;
        await using var app = Build(options);
        var log = app.Logger;
        var number = new DurableNumber(volume, e =>
        {
            damage = e;
            app.Lifetime.StopApplication();
        });
        var notice = number.Open();
        var requests = new RequestMetrics();
        using var visits = new VisitEndpoints(number, new VisitPages(options.PodName, options.Version), requests, TimeProvider.System);
        var health = new HealthEndpoints(() => app.Lifetime.ApplicationStopping.IsCancellationRequested ? "stopping" : number.Trouble);
        var process = new ProcessMetrics(TimeProvider.System.GetUtcNow());
        var door = new FrontDoor(visits, health, requests, context => Metrics(context, visits, requests, process), options.Version);
        app.Run(door.Enter);
        await app.StartAsync(cancellationToken);
        if (notice is not null) LogOddVolume(log, options.DataDirectory, notice, number.Visits);
        if (number.Trouble is { } trouble) LogTrouble(log, trouble);
        LogServing(log, options.PodName, string.Join(' ', app.Urls), number.Visits, options.Version);
        await app.WaitForShutdownAsync(cancellationToken);
        return damage is null ? 0 : throw damage;
    }

    private static WebApplication Build(CounterOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(options.Urls).ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Grace);
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true).AddFilter("Microsoft", LogLevel.Warning);
        return builder.Build();
    }

    private static void Metrics(HttpContext context, VisitEndpoints visits, RequestMetrics requests, ProcessMetrics process)
    {
        var text = new MetricsText();
        visits.WriteTo(text);
        requests.WriteTo(text);
        process.WriteTo(text);
        Reply.Send(context, StatusCodes.Status200OK, MetricsText.ContentType, Encoding.UTF8.GetBytes(text.ToString()));
    }

    [LoggerMessage(3000, LogLevel.Information, "Serving {Pod} on {Urls}: {Visits} visits so far, version {Version}")]
    private static partial void LogServing(ILogger log, string pod, string urls, long? visits, string version);

    [LoggerMessage(3001, LogLevel.Warning, "Read {DataDirectory} with care: {Notice}; going on from {Visits}")]
    private static partial void LogOddVolume(ILogger log, string dataDirectory, string notice, long? visits);

    [LoggerMessage(3002, LogLevel.Error, "Not ready: {Trouble}")]
    private static partial void LogTrouble(ILogger log, string trouble);
}
