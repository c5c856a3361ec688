using System.Globalization;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Handlers;
using LocalCluster.ApiServer.Objects;
using LocalCluster.Storage;

namespace LocalCluster.ApiServer.Kubelet;

/// <summary>
/// <c>pods/{name}:{port}/proxy/…</c> and <c>services/{name}:{port}/proxy/…</c>: the same request, sent to that port of the pod, or of a
/// ready pod behind the Service.
/// </summary>
internal sealed class ProxyHandler(ApiState state, NodeDoor door) : IVerbHandler
{
    private static readonly HashSet<string> NotPassedOn = new(StringComparer.OrdinalIgnoreCase)
    {
        "Authorization", "Connection", "Host", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
    };

    public async Task HandleAsync(ApiRequest request, CancellationToken cancellation)
    {
        var (name, port) = NameAndPort(request.Info.Name);
        var (pod, number) = request.Resource.Plural == "services" ? BehindService(request, name, port) : (door.Pod(request, name), PodPort(door.Pod(request, name), port));
        var path = $"/podProxy/{request.Info.Namespace}/{pod.Name()}/{number.ToString(CultureInfo.InvariantCulture)}/{request.Info.Rest}{request.Http.Request.QueryString}";
        using var passed = Copy(request.Http.Request, new Uri(door.Find(pod), path));
        using var response = await door.SendAsync(passed, cancellation);
        request.Http.Response.StatusCode = (int)response.StatusCode;
        foreach (var header in response.Headers.Concat(response.Content.Headers).Where(header => !NotPassedOn.Contains(header.Key)))
            request.Http.Response.Headers[header.Key] = header.Value.ToArray();
        await Streams.CopyAsync(response, request.Http.Response, cancellation);
    }

    /// <summary><c>name</c>, <c>name:port</c> or <c>scheme:name:port</c>.</summary>
    private static (string Name, string Port) NameAndPort(string text) => text.Split(':') switch
    {
        [var name] => (name, ""),
        [var name, var port] => (name, port),
        [_, var name, var port] => (name, port),
        _ => throw Failures.BadRequest($"invalid name {text}: write name, name:port or scheme:name:port"),
    };

    private static int PodPort(JsonObject pod, string port)
    {
        if (int.TryParse(port, CultureInfo.InvariantCulture, out var number)) return number;
        var ports = pod.Items("spec", "containers").SelectMany(container => container.Items("ports"));
        var found = ports.FirstOrDefault(candidate => port.Length == 0 || candidate.Text("name") == port)?.Number("containerPort");
        return (int)(found ?? 80);
    }

    private (JsonObject Pod, int Port) BehindService(ApiRequest request, string name, string port)
    {
        if (state.Store.Find(new ObjectId(request.Resource.StorageKey, request.Info.Namespace, name)) is null) throw Failures.NotFound(request.Resource, name);
        foreach (var slice in Slices(request.Info.Namespace, name))
        {
            var number = slice.Items("ports").FirstOrDefault(candidate => port.Length == 0 || candidate.Text("name") == port || Text(candidate.Number("port")) == port)?.Number("port");
            var ready = slice.Items("endpoints").FirstOrDefault(endpoint => endpoint.Flag("conditions", "ready") == true);
            if (number is not null && ready?.Text("targetRef", "name") is { } pod) return (Pod(request.Info.Namespace, pod), (int)number);
        }

        throw Failures.ServiceUnavailable($"no endpoints available for service \"{name}\"");
    }

    private JsonObject Pod(string space, string name)
    {
        var pods = state.Catalog.View.Find("", "v1", "pods")!;
        return StoredForm.Read(state.Store.Find(new ObjectId(pods.StorageKey, space, name)) ?? throw Failures.NotFound(pods, name));
    }

    private IEnumerable<JsonObject> Slices(string space, string service)
    {
        var slices = state.Catalog.View.Find("discovery.k8s.io", "v1", "endpointslices")!;
        return state.Store.Read(slices.StorageKey).List(space)
            .Where(slice => StoredForm.LabelsOf(slice).GetValueOrDefault("kubernetes.io/service-name") == service)
            .Select(StoredForm.Read);
    }

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static HttpRequestMessage Copy(HttpRequest request, Uri target)
    {
        var copy = new HttpRequestMessage(new HttpMethod(request.Method), target);
        if (request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0) copy.Content = new StreamContent(request.Body);
        foreach (var (name, values) in request.Headers.Where(header => !NotPassedOn.Contains(header.Key)))
        {
            if (!copy.Headers.TryAddWithoutValidation(name, values.AsEnumerable())) copy.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        }

        return copy;
    }
}
