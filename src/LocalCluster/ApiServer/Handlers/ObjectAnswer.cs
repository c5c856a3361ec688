using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Negotiation;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Tables;

namespace LocalCluster.ApiServer.Handlers;

/// <summary>Answers one object in the form that was asked for.</summary>
internal sealed class ObjectAnswer(ApiState state)
{
    /// <param name="request">The request to answer.</param>
    /// <param name="code">200 or 201.</param>
    /// <param name="stored">The object as it is stored; used up.</param>
    /// <param name="cancellation">Ends the writing.</param>
    public Task WriteAsync(ApiRequest request, int code, JsonObject stored, CancellationToken cancellation)
    {
        var served = ObjectConversion.ToServed(stored, request.Resource);
        var shaped = request.Form.Form switch
        {
            ObjectForm.Whole => served,
            ObjectForm.MetadataOnly => PartialMetadata.Of(served),
            ObjectForm.Table => new TablePrinter(request, () => state.Now).One(served),
            _ => throw new InvalidOperationException($"unknown form {request.Form.Form}"),
        };
        return ResponseWriter.ObjectAsync(request.Http, code, shaped, request.Form, cancellation);
    }
}
