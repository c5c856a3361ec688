using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Handlers;
using LocalCluster.ApiServer.Objects;

namespace LocalCluster.ApiServer.Kubelet;

/// <summary>GET of a pod's log: what its node has kept, and what it says from now on when it is followed. A pod without a node has said nothing.</summary>
internal sealed class LogHandler(NodeDoor door) : IVerbHandler
{
    public async Task HandleAsync(ApiRequest request, CancellationToken cancellation)
    {
        LogOptions.Check(request);
        var pod = door.Pod(request, request.Info.Name);
        var container = ContainerChoice.Of(pod, request.Query("container"));
        if (pod.Text("spec", "nodeName") is null or "")
        {
            request.Http.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        CheckStarted(pod, container);
        var path = $"/containerLogs/{request.Info.Namespace}/{request.Info.Name}/{container}{request.Http.Request.QueryString}";
        using var asked = new HttpRequestMessage(HttpMethod.Get, new Uri(door.Find(pod), path));
        using var response = await door.SendAsync(asked, cancellation);
        if (!response.IsSuccessStatusCode) throw Failures.BadRequest(await response.Content.ReadAsStringAsync(cancellation));
        request.Http.Response.ContentType = "text/plain";
        await Streams.CopyAsync(response, request.Http.Response, cancellation);
    }

    private static void CheckStarted(System.Text.Json.Nodes.JsonObject pod, string container)
    {
        var waiting = pod.Items("status", "containerStatuses").Concat(pod.Items("status", "initContainerStatuses"))
            .Where(status => status.Text("name") == container && status.Number("restartCount") is 0 or null && status.Object("lastState", "terminated") is null)
            .Select(status => status.Object("state", "waiting"))
            .FirstOrDefault();
        if (waiting?.Text("reason") is not { } reason) return;
        var why = reason switch
        {
            "ErrImagePull" => "image can't be pulled",
            "ImagePullBackOff" => "trying and failing to pull image",
            _ => reason,
        };
        throw Failures.BadRequest($"container \"{container}\" in pod \"{pod.Name()}\" is waiting to start: {why}");
    }
}
