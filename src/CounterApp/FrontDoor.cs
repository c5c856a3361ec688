using System.Diagnostics;
using CounterApp.Health;
using CounterApp.Http;
using CounterApp.Metrics;
using CounterApp.Pages;

namespace CounterApp;

/// <summary>Sends each request to the room that answers it. Only <c>GET /</c> counts.</summary>
internal sealed class FrontDoor(
    Func<Exchange, long, Task> visit,
    Action<Exchange> tell,
    Action<Exchange> ready,
    Action<Exchange> metrics,
    Func<Exchange, Task> handover,
    RequestMetrics requests,
    PlannedFaults faults,
    string version)
{
    public Task Enter(Exchange exchange)
    {
        var cameAt = Stopwatch.GetTimestamp();
        if (IsHandover(exchange.Path)) return HandOverAsync(exchange, cameAt);
        var isVisit = exchange.Path is "/" && exchange.IsGet;
        if (isVisit && !faults.IsDue()) return visit(exchange, cameAt);
        if (isVisit) Reply.Line(exchange, StatusCodes.Status500InternalServerError, "This visit was not counted: FAIL_PERCENT says so.");
        else if (exchange.IsGet || exchange.IsHead) Read(exchange);
        else Reply.RefuseMethod(exchange, "GET, HEAD");
        if (!IsAboutTheApp(exchange.Path)) requests.Answered(exchange.StatusCode, cameAt);
        return Task.CompletedTask;
    }

    private static bool IsHandover(string path) => path is "/handover" || path.StartsWith("/handover/", StringComparison.Ordinal);

    /// <summary>Whoever looks after the app asks for these all the time: among the requests of users they would hide what those see.</summary>
    private static bool IsAboutTheApp(string path) => path is "/healthz" or "/readyz" or "/metrics";

    private void Read(Exchange exchange)
    {
        switch (exchange.Path)
        {
            case "/" or "/visits": tell(exchange); break;
            case "/healthz": HealthEndpoints.Alive(exchange); break;
            case "/readyz": ready(exchange); break;
            case "/metrics": metrics(exchange); break;
            case "/version": Reply.Line(exchange, StatusCodes.Status200OK, version); break;
            default: Reply.Line(exchange, StatusCodes.Status404NotFound, "There is nothing here. Try / or /visits."); break;
        }
    }

    private async Task HandOverAsync(Exchange exchange, long cameAt)
    {
        await handover(exchange);
        requests.Answered(exchange.StatusCode, cameAt);
    }
}
