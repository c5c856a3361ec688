using System.Globalization;
using LocalCluster.Node.Logs;
using LocalCluster.Node.Pods;

namespace LocalCluster.Node.Endpoint;

/// <summary>`GET /containerLogs/{namespace}/{pod}/{container}` with the query of core/v1 PodLogOptions.</summary>
internal sealed class LogRoute(PodWorkers pods, TimeProvider time)
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods("/containerLogs/{namespace}/{pod}/{container}", [HttpMethods.Get], Serve);

    private async Task Serve(HttpContext context)
    {
        try
        {
            await ServeAsync(context);
        }
        catch (RouteProblem problem)
        {
            await problem.WriteAsync(context);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The reader went away, or the pod with its files.
        }
    }

    private async Task ServeAsync(HttpContext context)
    {
        var (@namespace, pod, container) = RouteNames.Of(context);
        var query = Query(context.Request.Query);
        var worker = pods.Find(@namespace, pod) ?? throw RouteProblem.NoPod(@namespace, pod);
        if (!worker.Runtime.Board.Snapshot.Containers.TryGetValue(container, out var record)) throw RouteProblem.NoContainer(container, pod);

        var runner = worker.Find(container);
        var attempt = LogChoice.Attempt(record, record.ContainerId is null ? -1 : record.RestartCount, pod, query.Previous);
        var live = runner is not null && attempt == runner.LatestAttempt ? runner.Latest?.Log : null;
        context.Response.ContentType = "text/plain";
        await context.Response.StartAsync(context.RequestAborted);
        if (LogChoice.Lost(record, query.Previous) is { } lost)
        {
            await context.Response.WriteAsync(lost, context.RequestAborted);
            return;
        }

        await new LogReader(query).CopyAsync(worker.Runtime.Directories.Log(container, attempt), live, context.Response.Body, context.RequestAborted);
    }

    private LogQuery Query(IQueryCollection query) => new()
    {
        Follow = IsTrue(query["follow"]),
        Previous = IsTrue(query["previous"]),
        Timestamps = IsTrue(query["timestamps"]),
        TailLines = Number(query["tailLines"]),
        LimitBytes = Number(query["limitBytes"]),
        Since = Number(query["sinceSeconds"]) is { } seconds ? time.GetUtcNow() - TimeSpan.FromSeconds(seconds)
            : DateTimeOffset.TryParse(query["sinceTime"], CultureInfo.InvariantCulture, out var since) ? since
            : null,
    };

    private static bool IsTrue(string? value) => value is "true" or "1";

    private static long? Number(string? value) => long.TryParse(value, CultureInfo.InvariantCulture, out var number) ? number : null;
}
