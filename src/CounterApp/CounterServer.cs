using CounterApp.Health;
using CounterApp.Http;
using CounterApp.Metrics;
using CounterApp.Pages;
using CounterApp.Visits;
using CounterApp.Volumes;

namespace CounterApp;

/// <summary>The rooms, wired together and served, from the opening of the volume to its last flush.</summary>
internal static partial class CounterServer
{
    /// <summary>How long a stopping app still takes visitors while it says that it is not ready, so that they can be sent elsewhere.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest wait for requests under way after that; Kubernetes kills 30 s after its SIGTERM.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    /// <summary>Serves until <paramref name="signals"/> say stop; then answers what is under way and flushes.</summary>
    /// <exception cref="DamagedVolumeException">The volume must not be touched, and was not.</exception>
    /// <exception cref="IOException">An address is in use or not ours.</exception>
    public static async Task RunAsync(CounterOptions options, StopSignals signals, TimeProvider time, ILoggerFactory loggers)
    {
        using var volume = new DirectoryVolume(options.DataDirectory);
        DamagedVolumeException? damage = null;
        var number = new DurableNumber(volume, loggers.CreateLogger<DurableNumber>(), found =>
        {
            damage = found;
            signals.Stop();
        });
        number.Open();
        var requests = new RequestMetrics();
        var pages = new VisitPages(options.PodName, options.Version);
        using var visits = new VisitEndpoints(number, pages, requests, time);
        var health = new HealthEndpoints(() => signals.Stopping.IsCompleted ? "stopping" : number.Trouble);
        var metrics = new MetricsEndpoint(
            new BuildMetrics(options.Version).WriteTo, visits.WriteTo, requests.WriteTo, new ProcessMetrics(time.GetUtcNow()).WriteTo);
        var door = new FrontDoor(visits.Visit, visits.Tell, health.Ready, metrics.Tell, requests, options.Version);
        await ServeAsync(options, door, number, signals, time, loggers);
        if (damage is not null) throw damage;
    }

    private static async Task ServeAsync(
        CounterOptions options, FrontDoor door, DurableNumber number, StopSignals signals, TimeProvider time, ILoggerFactory loggers)
    {
        var log = loggers.CreateLogger(nameof(CounterApp));
        using var server = await WebServer.StartAsync(options.Urls, door.Enter, loggers, CancellationToken.None);
        LogServing(log, options.PodName, string.Join(' ', server.Addresses), number.Visits, options.Version);
        await signals.Stopping;
        LogStopping(log, number.Visits);
        await Task.Delay(Farewell, time, CancellationToken.None);
        using var grace = new CancellationTokenSource(Grace, time);
        await server.StopAsync(grace.Token);
    }

    [LoggerMessage(3000, LogLevel.Information, "Serving {Pod} on {Addresses}: {Visits} visits so far, version {Version}")]
    private static partial void LogServing(ILogger log, string pod, string addresses, long? visits, string version);

    [LoggerMessage(3001, LogLevel.Information, "Stopping at {Visits} visits")]
    private static partial void LogStopping(ILogger log, long? visits);
}
