namespace LocalCluster.Node.Endpoint;

/// <summary>A request that cannot be served: the API server passes status and text on.</summary>
internal sealed class RouteProblem(int statusCode, string message) : Exception(message)
{
    public int StatusCode { get; } = statusCode;

    public static RouteProblem NoPod(string @namespace, string pod) => new(StatusCodes.Status404NotFound, $"pod \"{pod}\" not found in namespace \"{@namespace}\" on this node");

    public static RouteProblem NoContainer(string container, string pod) => new(StatusCodes.Status404NotFound, $"container not found (\"{container}\") in pod \"{pod}\"");

    public Task WriteAsync(HttpContext context)
    {
        if (context.Response.HasStarted) return Task.CompletedTask;

        context.Response.StatusCode = StatusCode;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(Message, context.RequestAborted);
    }
}
