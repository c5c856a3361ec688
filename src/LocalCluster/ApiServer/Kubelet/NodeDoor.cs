using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Resources;
using LocalCluster.Storage;

namespace LocalCluster.ApiServer.Kubelet;

/// <summary>
/// The way to the endpoint of the node that a pod runs on: the address and port that the Node object reports, and the token that
/// both sides were given.
/// </summary>
internal sealed class NodeDoor(ApiState state) : IDisposable
{
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false });

    public string Authorization => $"Bearer {state.Options.NodeToken}";

    /// <exception cref="StatusException">404: there is no such pod.</exception>
    public JsonObject Pod(ApiRequest request, string name)
    {
        var stored = state.Store.Find(new ObjectId(request.Resource.StorageKey, request.Info.Namespace, name));
        return StoredForm.Read(stored ?? throw Failures.NotFound(request.Resource, name));
    }

    /// <summary>The node's endpoint, as <c>http://address:port</c>.</summary>
    /// <exception cref="StatusException">400: the pod has no node yet; 500: its node is gone.</exception>
    public Uri Find(JsonObject pod)
    {
        var name = pod.Text("spec", "nodeName") ?? throw Failures.BadRequest($"pod {pod.Name()} does not have a host assigned");
        var nodes = state.Catalog.View.Find("", "v1", "nodes")!;
        var stored = state.Store.Find(new ObjectId(nodes.StorageKey, "", name)) ?? throw Failures.Internal($"node {name} of pod {pod.Name()} is gone");
        var node = StoredForm.Read(stored);
        var address = node.Items("status", "addresses").First(item => item.Text("type") == "InternalIP").Text("address");
        return new Uri($"http://{address}:{node.Number("status", "daemonEndpoints", "kubeletEndpoint", "Port")}");
    }

    /// <summary>Sends one request to the node; its response streams.</summary>
    /// <exception cref="StatusException">503: the node does not answer.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        request.Headers.TryAddWithoutValidation("Authorization", Authorization);
        try
        {
            return await _client.SendAsync(request, cancellation);
        }
        catch (HttpRequestException e)
        {
            throw Failures.ServiceUnavailable($"the node does not answer: {e.Message}");
        }
    }

    public void Dispose() => _client.Dispose();
}
