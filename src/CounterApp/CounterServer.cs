using CounterApp.Handover;
using CounterApp.Health;
using CounterApp.Http;
using CounterApp.Metrics;
using CounterApp.Pages;
using CounterApp.Visits;
using CounterApp.Volumes;

namespace CounterApp;

/// <summary>The rooms, wired together and served, from the opening of the volume to its last flush.</summary>
internal sealed partial class CounterServer : IAsyncDisposable
{
    /// <summary>How long a stopping app still takes visitors while it says that it is not ready, so that they can be sent elsewhere.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest wait for requests under way after that; Kubernetes kills 30 s after its SIGTERM.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    private readonly TaskCompletionSource<UnusableVolumeException> _unusable = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ILogger _log;
    private readonly TimeProvider _time;
    private readonly DurableNumber _number;
    private readonly VisitEndpoints _visits;
    private readonly FrontDoor _door;
    private volatile bool _stopping;
    private WebServer? _server;

    private CounterServer(CounterOptions options, IVolume volume, TimeProvider time, ILoggerFactory loggers)
    {
        _log = loggers.CreateLogger(nameof(CounterApp));
        _time = time;
        _number = new DurableNumber(volume, options.Pod, loggers.CreateLogger<DurableNumber>(), unusable => _unusable.TrySetResult(unusable));
        _number.Open();
        var requests = new RequestMetrics();
        var pages = new VisitPages(options.PodName, options.Version);
        _visits = new VisitEndpoints(_number, pages, requests, time, loggers.CreateLogger<VisitEndpoints>());
        var health = new HealthEndpoints(() => _stopping ? "stopping" : _number.Refusal);
        var handover = new HandoverEndpoints(_number, _visits.BetweenFlushes, options.HandoverToken, loggers.CreateLogger<HandoverEndpoints>());
        var metrics = new MetricsEndpoint(
            new BuildMetrics(options.Version).WriteTo, _visits.WriteTo, handover.WriteTo, requests.WriteTo, new ProcessMetrics(time.GetUtcNow()).WriteTo);
        _door = new FrontDoor(_visits.Visit, _visits.Tell, health.Ready, metrics.Tell, handover.Answer, requests, new PlannedFaults(options.FailPercent), options.Version);
    }

    /// <summary>The addresses that are listened on, with the ports that were taken.</summary>
    public IEnumerable<string> Addresses => _server!.Addresses;

    /// <summary>Completes when a volume that could not be read at the start turns out to be unusable.</summary>
    public Task<UnusableVolumeException> Unusable => _unusable.Task;

    /// <summary>Opens the volume and listens. A disk that refuses does not stop the start; the app is then not ready, and tries again.</summary>
    /// <exception cref="UnusableVolumeException">The volume must not be touched, and was not.</exception>
    /// <exception cref="IOException">An address is in use or not ours.</exception>
    public static async Task<CounterServer> StartAsync(
        CounterOptions options, IVolume volume, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var server = new CounterServer(options, volume, time, loggers);
        try
        {
            server._server = await WebServer.StartAsync(options.Urls, server._door.Enter, loggers, cancellationToken);
        }
        catch
        {
            server._visits.Dispose();
            throw;
        }

        LogServing(server._log, options.PodName, string.Join(' ', server.Addresses), server._number.Visits, options.Version);
        return server;
    }

    /// <summary>Says that it is not ready, answers what is under way, flushes, and lets the volume go.</summary>
    public async ValueTask DisposeAsync()
    {
        _stopping = true;
        LogStopping(_log, _number.Visits);
        await Task.Delay(Farewell, _time);
        using var grace = new CancellationTokenSource(Grace, _time);
        await _server!.StopAsync(grace.Token);
        _server.Dispose();

        // Elsewhere, because this may be the flushing thread, which is waited for.
        await Task.Run(_visits.Dispose, CancellationToken.None);
        LogStopped(_log, _number.Visits);
    }

    [LoggerMessage(3000, LogLevel.Information, "Serving {Pod} on {Addresses}: {Visits} visits so far, version {Version}")]
    private static partial void LogServing(ILogger log, string pod, string addresses, long? visits, string version);

    [LoggerMessage(3001, LogLevel.Information, "Stopping at {Visits} visits")]
    private static partial void LogStopping(ILogger log, long? visits);

    [LoggerMessage(3002, LogLevel.Information, "Stopped at {Visits} visits")]
    private static partial void LogStopped(ILogger log, long? visits);
}
