using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Negotiation;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Writes;

namespace LocalCluster.ApiServer.Handlers;

/// <summary>PATCH of an object, or of its status: JSON patch, merge patch, strategic merge patch; apply has a handler of its own.</summary>
internal sealed class PatchHandler(ApiState state, UpdateScope scope) : IVerbHandler
{
    private readonly ObjectUpdate _update = new(state);
    private readonly ObjectAnswer _answer = new(state);
    private readonly ApplyHandler _apply = new(state, scope);
    private readonly PatchedObject _patched = new(state);

    public async Task HandleAsync(ApiRequest request, CancellationToken cancellation)
    {
        var body = await RequestBody.ReadAsync(request.Http.Request, cancellation);
        PatchBody.CheckType(request.Resource, body.MediaType);
        WriteOptions.Check(request, body.MediaType);
        if (body.MediaType == PatchBody.Apply)
        {
            await _apply.HandleAsync(request, body, cancellation);
            return;
        }

        var patch = PatchBody.Read(request, body);
        var updated = _update.Update(request, scope, stored =>
        {
            var patched = _patched.Read(request, request.Resource, patch, ObjectConversion.ToServed(stored, request.Resource));
            RequestNamespace.Apply(patched, request);
            RequestNamespace.CheckName(patched, request);
            return ObjectConversion.ToStored(patched, request.Resource);
        });
        await _answer.WriteAsync(request, 200, updated, cancellation);
    }
}
