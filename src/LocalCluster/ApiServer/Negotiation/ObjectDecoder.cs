using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Resources;
using LocalCluster.ApiServer.Schemas;
using LocalCluster.ApiServer.Typed;

namespace LocalCluster.ApiServer.Negotiation;

/// <summary>From a body to an object of the resource's kind, or a 400 in the server's words.</summary>
internal static class ObjectDecoder
{
    private const string Scheme = "pkg/api/legacyscheme/scheme.go:30";
    private const int SummaryLength = 30;

    /// <exception cref="StatusException">415 for a content type that no object comes in, 400 for a body that is no object of this kind.</exception>
    public static DecodedObject Decode(RequestBody body, ResourceDefinition resource, CatalogView catalog)
    {
        if (body.MediaType is not ("application/json" or "application/yaml"))
            throw Failures.UnsupportedMediaType("application/json, application/yaml, application/vnd.kubernetes.protobuf");
        var obj = ParseObject(body, resource);
        SetIdentity(obj, resource, catalog);
        return Shape(obj, resource);
    }

    /// <summary>Drops what the schema does not know. Of an object that is already of the right kind.</summary>
    /// <exception cref="StatusException">400: a value has another type than its field.</exception>
    public static DecodedObject Shape(JsonObject obj, ResourceDefinition resource)
    {
        if (resource.Schema is not { } schema)
            return new(obj, []);
        try
        {
            var unknown = resource.IsCustom ? Pruning.Apply(obj, schema) : TypedDecoder.Decode(obj, schema);
            return new(obj, [.. unknown.Select(path => $"unknown field \"{path}\"")]);
        }
        catch (TypeMismatchException wrong)
        {
            throw Failures.BadRequest($"{resource.Kind} in version \"{resource.Version}\" cannot be handled as a {resource.Kind}: {wrong.Message}");
        }
    }

    private static JsonObject ParseObject(RequestBody body, ResourceDefinition resource)
    {
        try
        {
            var node = body.IsEmpty ? new JsonObject() : BodyFormat.Parse(body);
            return node switch
            {
                JsonObject obj => obj,
                null => [],
                _ => throw new MalformedBodyException($"json: cannot unmarshal {GoKind(node)} into Go value of type struct {{ APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string \"json:\\\"kind,omitempty\\\"\" }}"),
            };
        }
        catch (MalformedBodyException malformed)
        {
            throw Failures.BadRequest(
                $"the object provided is unrecognized (must be of type {resource.Kind}): couldn't get version/kind; json parse error: {malformed.Message} ({Summary(body.Bytes.Span)})");
        }
    }

    private static void SetIdentity(JsonObject obj, ResourceDefinition resource, CatalogView catalog)
    {
        var kind = obj.Text("kind") is { Length: > 0 } said ? said : resource.Kind;
        var apiVersion = obj.Text("apiVersion") is { Length: > 0 } saidVersion ? saidVersion : resource.ApiVersion;
        if (!resource.IsCustom && (kind != resource.Kind || apiVersion != resource.ApiVersion))
            throw Failures.BadRequest(OtherKind(kind, apiVersion, resource, catalog));
        obj["kind"] = kind;
        obj["apiVersion"] = apiVersion;
    }

    private static string OtherKind(string kind, string apiVersion, ResourceDefinition resource, CatalogView catalog)
    {
        var version = apiVersion[(apiVersion.IndexOf('/', StringComparison.Ordinal) + 1)..];
        var known = catalog.BuiltIn.Any(one => one.Kind == kind && one.ApiVersion == apiVersion);
        var why = known
            ? $"converting ({version}.{kind}) to ({InternalPackage(resource.Group)}.{resource.Kind}): unknown conversion"
            : $"no kind \"{kind}\" is registered for version \"{apiVersion}\" in scheme \"{Scheme}\"";
        return $"{kind} in version \"{version}\" cannot be handled as a {resource.Kind}: {why}";
    }

    private static string InternalPackage(string group) => group.Length == 0 ? "core" : group.Split('.')[0];

    private static string GoKind(JsonNode node) => node.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.Array => "array",
        System.Text.Json.JsonValueKind.String => "string",
        System.Text.Json.JsonValueKind.Number => "number",
        _ => "bool",
    };

    private static string Summary(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
            return "<empty>";
        var cut = body.Length > SummaryLength ? body[..SummaryLength] : body;
        var text = body[0] == (byte)'{' ? Encoding.UTF8.GetString(cut) : Convert.ToHexStringLower(cut);
        return body.Length > SummaryLength ? text + " ..." : text;
    }
}
