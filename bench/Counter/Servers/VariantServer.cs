using CounterApp;
using CounterApp.Health;
using CounterApp.Http;
using CounterApp.Logging;
using CounterApp.Metrics;
using CounterApp.Pages;

namespace Bench.Counter.Servers;

/// <summary>The app with another way to count in it, or with another disk under it. Runs as a process of its own until it is killed.</summary>
internal static class VariantServer
{
    public static async Task RunAsync(string variant, CancellationToken cancellationToken)
    {
        var options = CounterOptions.From(Environment.GetEnvironmentVariable);
        using var loggers = new LineLoggerFactory(Console.Out);
        if (variant == Variants.Forgetful) await CounterServer.StartAsync(options, new MemoryVolume(), TimeProvider.System, loggers, cancellationToken);
        else await StartAsync(options, Variants.Counting(variant, options.DataDirectory), loggers, cancellationToken);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }

    /// <summary>The app's own web server, front door, pages and figures, with <paramref name="count"/> behind them.</summary>
    private static Task<WebServer> StartAsync(CounterOptions options, Func<long> count, LineLoggerFactory loggers, CancellationToken cancellationToken)
    {
        var page = new VisitPages(options.PodName, options.Version);
        var requests = new RequestMetrics();
        var health = new HealthEndpoints(() => null);
        var metrics = new MetricsEndpoint(requests.WriteTo, new ProcessMetrics(TimeProvider.System.GetUtcNow()).WriteTo);
        var door = new FrontDoor(Visit, _ => { }, health.Ready, metrics.Tell, _ => Task.CompletedTask, requests, new PlannedFaults(0), options.Version);
        return WebServer.StartAsync(options.Urls, door.Enter, loggers, cancellationToken);

        Task Visit(Exchange exchange, long cameAt)
        {
            exchange.Headers.Vary = "Accept";
            page.For(AcceptHeader.Choose(exchange.RequestHeaders.Accept.ToString())).Send(exchange, count());
            requests.Answered(exchange.StatusCode, cameAt);
            return Task.CompletedTask;
        }
    }
}
