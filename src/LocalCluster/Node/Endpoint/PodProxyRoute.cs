using LocalCluster.Node.Pods;

namespace LocalCluster.Node.Endpoint;

/// <summary>Any method on `/podProxy/{namespace}/{pod}/{port}/{path}`: the same request to that port of the pod.</summary>
internal sealed class PodProxyRoute(PodWorkers pods) : IDisposable
{
    private static readonly HashSet<string> HopByHop = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Connection", "Transfer-Encoding", "Upgrade", "TE", "Trailer", "Host", "Authorization",
    };

    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false });

    public void Map(IEndpointRouteBuilder routes) => routes.Map("/podProxy/{namespace}/{pod}/{port:int}/{**path}", Serve);

    public void Dispose() => _client.Dispose();

    private async Task Serve(HttpContext context)
    {
        try
        {
            using var request = Copy(context, Target(context));
            using var response = await _client.SendAsync(request, context.RequestAborted);
            await CopyAsync(response, context);
        }
        catch (RouteProblem problem)
        {
            await problem.WriteAsync(context);
        }
        catch (HttpRequestException e)
        {
            await new RouteProblem(StatusCodes.Status503ServiceUnavailable, $"error trying to reach service: {e.Message}").WriteAsync(context);
        }
        catch (OperationCanceledException)
        {
            // The client went away.
        }
    }

    private Uri Target(HttpContext context)
    {
        var (@namespace, pod, _) = RouteNames.Of(context);
        var worker = pods.Find(@namespace, pod) ?? throw RouteProblem.NoPod(@namespace, pod);
        if (worker.Runtime.Address.Length == 0) throw new RouteProblem(StatusCodes.Status503ServiceUnavailable, $"pod \"{pod}\" has no address yet");

        var path = RouteNames.Value(context, "path");
        return new Uri($"http://{worker.Runtime.Address}:{RouteNames.Value(context, "port")}/{path}{context.Request.QueryString}");
    }

    private static HttpRequestMessage Copy(HttpContext context, Uri target)
    {
        var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), target);
        if (context.Request.ContentLength is > 0 || context.Request.Headers.TransferEncoding.Count > 0) request.Content = new StreamContent(context.Request.Body);
        foreach (var header in context.Request.Headers.Where(header => !HopByHop.Contains(header.Key)))
        {
            var values = header.Value.ToArray();
            if (!request.Headers.TryAddWithoutValidation(header.Key, values)) request.Content?.Headers.TryAddWithoutValidation(header.Key, values);
        }

        return request;
    }

    private static async Task CopyAsync(HttpResponseMessage response, HttpContext context)
    {
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var header in response.Headers.Concat(response.Content.Headers).Where(header => !HopByHop.Contains(header.Key)))
            context.Response.Headers[header.Key] = header.Value.ToArray();
        await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
