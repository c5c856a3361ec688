using System.Diagnostics;

namespace Kubernetes.Client.Transport;

/// <summary>One W3C trace activity for each exchange with the server.</summary>
internal static class ClientTracing
{
    private static readonly ActivitySource Source = new("Kubernetes.Client");

    public static Activity? Start(KubeRequest request, Uri server)
    {
        var activity = Source.StartActivity($"{request.Verb} {request.Resource}", ActivityKind.Client);
        return activity?
            .SetTag("http.request.method", request.Method.Method)
            .SetTag("url.path", request.Path)
            .SetTag("server.address", server.Host)
            .SetTag("server.port", server.Port);
    }
}
