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
    string version)
{
    public Task Enter(HttpContext context)
    {
        var cameAt = Stopwatch.GetTimestamp();
        var request = context.Request;
        if (request.Path.Value is "/" && HttpMethods.IsGet(request.Method)) return visit(context, cameAt);
        if (request.Path.StartsWithSegments("/handover", StringComparison.Ordinal)) return HandOverAsync(context, cameAt);
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) Read(context);
        else Reply.RefuseMethod(context, "GET, HEAD");
        requests.Answered(context.Response.StatusCode, cameAt);
        return Task.CompletedTask;
    }

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
