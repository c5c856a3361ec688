using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.FieldOwnership;
using LocalCluster.ApiServer.Negotiation;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;
using LocalCluster.ApiServer.Writes;

namespace LocalCluster.ApiServer.Handlers;

/// <summary>GET, PUT and PATCH of the scale of an object, built-in or custom.</summary>
internal sealed class ScaleHandler(ApiState state) : IVerbHandler
{
    private readonly ObjectUpdate _update = new(state);
    private readonly PatchedObject _patched = new(state);

    public async Task HandleAsync(ApiRequest request, CancellationToken cancellation)
    {
        var shown = request.Info.Verb == "get"
            ? StoredForm.Read(state.Store.Find(request.Id) ?? throw Failures.NotFound(request.Resource, request.Info.Name))
            : await WriteAsync(request, cancellation);
        await ResponseWriter.ObjectAsync(request.Http, 200, ScaleView.Of(shown, request.Resource), request.Form, cancellation);
    }

    private async Task<JsonObject> WriteAsync(ApiRequest request, CancellationToken cancellation)
    {
        var body = await RequestBody.ReadAsync(request.Http.Request, cancellation);
        WriteOptions.Check(request, body.MediaType);
        Func<JsonObject, JsonObject> wish = request.Info.Verb == "update" ? Replacement(request, body) : Patched(request, body);
        return _update.Update(request, UpdateScope.Main, stored =>
        {
            var version = stored.ResourceVersion();
            var scale = wish(Shown(request, stored));
            RequestNamespace.CheckName(scale, request);
            if (scale.Number("spec", "replicas") is < 0 and var replicas)
            {
                throw Failures.Invalid("autoscaling", "Scale", request.Info.Name,
                    [FieldError.Invalid("spec.replicas", replicas, "must be greater than or equal to 0")]);
            }

            var changed = ScaleView.Into(stored, scale, request.Resource);
            if (changed.ResourceVersion().Length == 0)
                changed.Metadata()["resourceVersion"] = version;
            if (request.IsApply)
                ScaleOwners.Record(changed, scale, ScaleView.ReplicasPath(request.Resource), request.Resource.ApiVersion);
            return changed;
        });
    }

    /// <summary>The scale that is changed; an apply has to know its owners too.</summary>
    private static JsonObject Shown(ApiRequest request, JsonObject stored)
    {
        var scale = ScaleView.Of(stored, request.Resource);
        if (request.IsApply)
            ScaleOwners.Show(scale, stored, ScaleView.ReplicasPath(request.Resource));
        return scale;
    }

    private Func<JsonObject, JsonObject> Replacement(ApiRequest request, RequestBody body)
    {
        var decoded = ObjectDecoder.Decode(body, ScaleView.Kind, state.Catalog.View);
        FieldValidation.Judge(request, decoded.StrictErrors, strict => Failures.BadRequest($"Scale in version \"v1\" cannot be handled as a Scale: {strict}"));
        return _ => decoded.Object;
    }

    private Func<JsonObject, JsonObject> Patched(ApiRequest request, RequestBody body)
    {
        if (body.MediaType == PatchBody.Apply)
            return Applied(request, body);
        var patch = PatchBody.Read(request, body, ScaleView.Kind.Schema);
        return current => _patched.Read(request, ScaleView.Kind, patch, current);
    }

    private Func<JsonObject, JsonObject> Applied(ApiRequest request, RequestBody body)
    {
        var applied = AppliedBody.Parse(request, body);
        var asked = new ApplyRequest(request.Query("fieldManager") ?? "", request.Query("force") is "true" or "1", request.Info.Subresource, ScaleView.Kind.ApiVersion, state.Now)
        {
            Kind = ScaleView.Kind.Kind,
            HasGoType = true,
        };
        return current => AppliedMerge.Of(current, applied, ScaleView.Kind.Schema!, asked);
    }
}
