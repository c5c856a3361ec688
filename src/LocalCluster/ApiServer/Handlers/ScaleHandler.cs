using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Negotiation;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Patching;
using LocalCluster.ApiServer.Schemas;
using LocalCluster.ApiServer.Writes;

namespace LocalCluster.ApiServer.Handlers;

/// <summary>GET, PUT and PATCH of the scale of an object, built-in or custom.</summary>
internal sealed class ScaleHandler(ApiState state) : IVerbHandler
{
    private readonly ObjectUpdate _update = new(state);

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
        Func<JsonObject, JsonObject> wish = request.Info.Verb == "update" ? Replacement(body) : Patched(request, body);
        return _update.Update(request, UpdateScope.Main, stored =>
        {
            var version = stored.ResourceVersion();
            var scale = wish(ScaleView.Of(stored, request.Resource));
            RequestNamespace.CheckName(scale, request);
            if (scale.Number("spec", "replicas") is < 0 and var replicas)
            {
                throw Failures.Invalid("autoscaling", "Scale", request.Info.Name,
                    [FieldError.Invalid("spec.replicas", replicas, "must be greater than or equal to 0")]);
            }

            var changed = ScaleView.Into(stored, scale, request.Resource);
            if (changed.ResourceVersion().Length == 0)
                changed.Metadata()["resourceVersion"] = version;
            return changed;
        });
    }

    private static Func<JsonObject, JsonObject> Replacement(RequestBody body)
    {
        var scale = ReadJson(body) as JsonObject ?? throw Failures.BadRequest("the body is no Scale");
        return _ => scale;
    }

    private static Func<JsonObject, JsonObject> Patched(ApiRequest request, RequestBody body)
    {
        if (body.MediaType != PatchBody.Apply)
            return PatchBody.Read(request, body, schema: null).ApplyTo;
        var applied = ReadJson(body) as JsonObject ?? [];
        return current => MergePatch.Apply(current, applied);
    }

    private static JsonNode? ReadJson(RequestBody body)
    {
        try
        {
            return BodyFormat.Parse(body);
        }
        catch (MalformedBodyException malformed)
        {
            throw Failures.BadRequest(malformed.Message);
        }
    }
}
