using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Negotiation;
using LocalCluster.ApiServer.Patching;
using LocalCluster.ApiServer.Resources;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Handlers;

/// <summary>A patch, read and ready to be applied to whatever version of the object is there.</summary>
internal sealed class PatchBody
{
    public const string Apply = "application/apply-patch+yaml";
    private const string Json = "application/json-patch+json";
    private const string Merge = "application/merge-patch+json";
    private const string Strategic = "application/strategic-merge-patch+json";
    private readonly Func<JsonObject, JsonObject> _apply;

    private PatchBody(Func<JsonObject, JsonObject> apply) => _apply = apply;

    /// <exception cref="StatusException">415 for another content type, 400 for a body that is no patch.</exception>
    public static PatchBody Read(ApiRequest request, RequestBody body) => Read(request, body, request.Resource.Schema);

    /// <param name="request">The patch's request.</param>
    /// <param name="body">Its body.</param>
    /// <param name="schema">Of what is patched; without one, strategic merge is plain merge.</param>
    public static PatchBody Read(ApiRequest request, RequestBody body, Schema? schema)
    {
        CheckType(request.Resource, body.MediaType);
        try
        {
            return Read(body, schema);
        }
        catch (PatchException refused)
        {
            throw Failure(refused);
        }
    }

    public JsonObject ApplyTo(JsonObject target)
    {
        try
        {
            return _apply(target);
        }
        catch (PatchException refused)
        {
            throw Failure(refused);
        }
    }

    public static void CheckType(ResourceDefinition resource, string type)
    {
        if (type is Json or Merge or Apply || (type == Strategic && !resource.IsCustom))
            return;
        throw resource.IsCustom
            ? Failures.UnsupportedMediaType($"{Json}, {Merge}, {Apply}")
            : Failures.UnroutableMediaType();
    }

    public static StatusException Failure(PatchException refused)
    {
        var (code, reason) = ((int)refused.Code, refused.Reason.Length > 0 ? refused.Reason : null);
        return new StatusException(code, StatusBody.Failure(code, reason, refused.Message, code == 422 ? [] : null));
    }

    private static PatchBody Read(RequestBody body, Schema? schema)
    {
        if (body.MediaType == Json)
        {
            var operations = JsonPatch.Parse(Parse(body));
            return new PatchBody(target => JsonPatch.Apply(target, operations));
        }

        var patch = Parse(body) as JsonObject ?? throw Failures.BadRequest("error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}");
        return body.MediaType == Strategic && schema is not null
            ? new PatchBody(target => StrategicMergePatch.Apply(target, patch, schema))
            : new PatchBody(target => MergePatch.Apply(target, patch));
    }

    private static JsonNode? Parse(RequestBody body)
    {
        try
        {
            return BodyFormat.ParseJson(body.Bytes.Span);
        }
        catch (MalformedBodyException malformed)
        {
            throw Failures.BadRequest($"error decoding patch: {malformed.Message}");
        }
    }
}
