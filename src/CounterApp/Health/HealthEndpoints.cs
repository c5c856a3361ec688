using CounterApp.Http;
using CounterApp.Pages;

namespace CounterApp.Health;

/// <summary>
/// <c>/healthz</c>: the process is alive; a restart would not help a broken disk, so the disk has no say in it.
/// <c>/readyz</c>: send visitors, or why not.
/// </summary>
/// <param name="whyNotReady">Null when visitors are welcome.</param>
internal sealed class HealthEndpoints(Func<string?> whyNotReady)
{
    public static void Alive(Exchange exchange) => Reply.Line(exchange, StatusCodes.Status200OK, "ok");

    public void Ready(Exchange exchange)
    {
        if (whyNotReady() is { } reason) Reply.Line(exchange, StatusCodes.Status503ServiceUnavailable, $"not ready: {reason}");
        else Reply.Line(exchange, StatusCodes.Status200OK, "ready");
    }
}
