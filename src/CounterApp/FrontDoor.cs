using System.Diagnostics;
using CounterApp.Health;
using CounterApp.Metrics;
using CounterApp.Pages;

namespace CounterApp;

/// <summary>Sends each request to the room that answers it. Only <c>GET /</c> counts.</summary>
internal sealed class FrontDoor(
    Func<HttpContext, long, Task> visit,
    Action<HttpContext> tell,
    Action<HttpContext> ready,
    Action<HttpContext> metrics,
    Func<HttpContext, Task> handover,
    RequestMetrics requests,
    PlannedFaults faults,
    string version)
{
    public Task Enter(HttpContext context)
    {
        var cameAt = Stopwatch.GetTimestamp();
        var request = context.Request;
        if (request.Path.StartsWithSegments("/handover", StringComparison.Ordinal)) return HandOverAsync(context, cameAt);
        var isVisit = request.Path.Value is "/" && HttpMethods.IsGet(request.Method);
        if (isVisit && !faults.IsDue()) return visit(context, cameAt);
        if (isVisit) Reply.Line(context, StatusCodes.Status500InternalServerError, "This visit was not counted: FAIL_PERCENT says so.");
        else if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) Read(context);
        else Reply.RefuseMethod(context, "GET, HEAD");
        if (!IsAboutTheApp(request.Path.Value)) requests.Answered(context.Response.StatusCode, cameAt);
        return Task.CompletedTask;
    }

    /// <summary>Whoever looks after the app asks for these all the time: among the requests of users they would hide what those see.</summary>
    private static bool IsAboutTheApp(string? path) => path is "/healthz" or "/readyz" or "/metrics";

    private void Read(HttpContext context)
    {
        switch (context.Request.Path.Value)
        {
            case "/" or "/visits": tell(context); break;
            case "/healthz": HealthEndpoints.Alive(context); break;
            case "/readyz": ready(context); break;
            case "/metrics": metrics(context); break;
            case "/version": Reply.Line(context, StatusCodes.Status200OK, version); break;
            default: Reply.Line(context, StatusCodes.Status404NotFound, "There is nothing here. Try / or /visits."); break;
        }
    }

    private async Task HandOverAsync(HttpContext context, long cameAt)
    {
        await handover(context);
        requests.Answered(context.Response.StatusCode, cameAt);
    }
}
