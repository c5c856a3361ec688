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
    private readonly JsonNode? _patch;

    private PatchBody(JsonNode? patch, Func<JsonObject, JsonObject> apply) => (_patch, _apply) = (patch, apply);

    public bool IsStrategic { get; private init; }

    /// <summary>What strict decoding has against the patch itself.</summary>
    public IReadOnlyList<string> StrictErrors { get; private init; } = [];

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

    /// <summary>What a refusal shows.</summary>
    public string Show(JsonObject patched) => IsStrategic ? GoText.Loose(_patch) : GoText.Json(patched);

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
        var reading = new StrictReading();
        var strategic = body.MediaType == Strategic && schema is not null;
        var json = Parse(body, reading, strategic);
        if (body.MediaType == Json)
        {
            var operations = JsonPatch.Parse(json);
            return new PatchBody(json, target => JsonPatch.Apply(target, operations))
            {
                StrictErrors = [.. reading.With(JsonPatch.UnknownFields(operations), typed: true).Select(error => $"json patch {error}")],
            };
        }

        var patch = json as JsonObject ?? (json is null ? [] : throw Failures.BadRequest(
            $"{Decoding(strategic)}json: cannot unmarshal {Typed.TypedPath.Kind(json)} into Go value of type map[string]interface {{}}"));
        return new PatchBody(patch, strategic ? target => StrategicMergePatch.Apply(target, patch, schema!) : target => MergePatch.Apply(target, patch))
        {
            IsStrategic = strategic,
            StrictErrors = reading.With([], typed: true),
        };
    }

    private static JsonNode? Parse(RequestBody body, StrictReading reading, bool strategic)
    {
        try
        {
            return BodyFormat.ParseJson(body.Bytes.Span, reading);
        }
        catch (MalformedBodyException malformed)
        {
            throw Failures.BadRequest(Decoding(strategic) + malformed.Message);
        }
    }

    private static string Decoding(bool strategic) => strategic ? "" : "error decoding patch: ";
}
