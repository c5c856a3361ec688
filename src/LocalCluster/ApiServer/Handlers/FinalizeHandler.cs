using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Negotiation;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Writes;

namespace LocalCluster.ApiServer.Handlers;

/// <summary>PUT of a namespace's finalizers; with the last one gone, and its deletion asked for, the namespace goes.</summary>
internal sealed class FinalizeHandler(ApiState state) : IVerbHandler
{
    private readonly ObjectUpdate _update = new(state);
    private readonly ObjectAnswer _answer = new(state);

    public async Task HandleAsync(ApiRequest request, CancellationToken cancellation)
    {
        var wished = await SubresourceBody.ReadAsync(request, "Namespace", cancellation);
        RequestNamespace.CheckName(wished, request);
        var updated = _update.Update(request, UpdateScope.Internal, stored =>
        {
            var finalizers = new JsonArray([.. wished.Texts("spec", "finalizers").Select(one => (JsonNode)one)]);
            stored["spec"] = finalizers.Count > 0 ? new JsonObject { ["finalizers"] = finalizers } : new JsonObject();
            if (wished.ResourceVersion() is { Length: > 0 } version)
                stored.Metadata()["resourceVersion"] = version;
            return stored;
        });
        await _answer.WriteAsync(request, 200, updated, cancellation);
    }
}
