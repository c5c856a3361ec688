using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Negotiation;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Writes;

namespace LocalCluster.ApiServer.Handlers;

/// <summary>PUT of an object, or of its status.</summary>
internal sealed class UpdateHandler(ApiState state, UpdateScope scope) : IVerbHandler
{
    private readonly ObjectUpdate _update = new(state);
    private readonly ObjectCreation _creation = new(state);
    private readonly ObjectAnswer _answer = new(state);

    public async Task HandleAsync(ApiRequest request, CancellationToken cancellation)
    {
        var body = await RequestBody.ReadAsync(request.Http.Request, cancellation);
        WriteOptions.Check(request, body.MediaType);
        var decoded = ObjectDecoder.Decode(body, request.Resource, state.Catalog.View);
        FieldValidation.Judge(request, decoded.StrictErrors);
        ObjectDecoder.CheckVersion(decoded.Object, request.Resource);
        RequestNamespace.Apply(decoded.Object, request);
        RequestNamespace.CheckName(decoded.Object, request);
        var wished = ObjectConversion.ToStored(decoded.Object, request.Resource);
        var isMissing = state.Store.Find(request.Id) is null;
        if (isMissing)
            ExpectedUid.Check(request.Resource, wished, Nothing(request));
        if (scope == UpdateScope.Main && request.Resource.Rules.AllowsCreateOnUpdate && isMissing)
        {
            await _answer.WriteAsync(request, 201, _creation.Create(request, wished), cancellation);
            return;
        }

        var updated = _update.Update(request, scope, stored =>
        {
            ExpectedUid.Check(request.Resource, wished, stored);
            return wished.DeepClone().AsObject();
        });
        await _answer.WriteAsync(request, 200, updated, cancellation);
    }

    /// <summary>What the store holds of an object that is not there: its place.</summary>
    private static JsonObject Nothing(ApiRequest request) =>
        new() { ["metadata"] = new JsonObject { ["name"] = request.Id.Name, ["namespace"] = request.Id.Namespace } };
}
