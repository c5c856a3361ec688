using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Negotiation;
using LocalCluster.ApiServer.Objects;

namespace LocalCluster.ApiServer.Handlers;

/// <summary>GET of one object; of its status too, which shows the whole object.</summary>
internal sealed class GetHandler(ApiState state) : IVerbHandler
{
    private readonly ObjectAnswer _answer = new(state);

    public Task HandleAsync(ApiRequest request, CancellationToken cancellation)
    {
        ResourceVersionOptions.CheckGet(request, state.Store.Revision);
        var stored = state.Store.Find(request.Id) ?? throw Failures.NotFound(request.Resource, request.Info.Name);
        var asStored = request.Form is { Form: ObjectForm.Whole, Yaml: false, Pretty: false } && ObjectConversion.IsIdentity(request.Resource);
        return asStored
            ? ResponseWriter.BytesAsync(request.Http, 200, "application/json", stored.Json, cancellation)
            : _answer.WriteAsync(request, 200, StoredForm.Read(stored), cancellation);
    }
}
