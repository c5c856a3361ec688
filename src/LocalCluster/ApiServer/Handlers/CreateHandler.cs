using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Negotiation;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Writes;

namespace LocalCluster.ApiServer.Handlers;

/// <summary>POST to a collection.</summary>
internal sealed class CreateHandler(ApiState state) : IVerbHandler
{
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
        var created = _creation.Create(request, ObjectConversion.ToStored(decoded.Object, request.Resource));
        await _answer.WriteAsync(request, 201, created, cancellation);
    }
}
