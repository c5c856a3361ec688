using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Negotiation.Protobuf;
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
        if (!Accepts(body.MediaType, resource))
            throw Failures.UnsupportedMediaType("application/json, application/yaml, application/vnd.kubernetes.protobuf");
        var reading = new StrictReading();
        var obj = ParseObject(body, resource, reading);
        if (resource.IsCustom && obj.Text("kind") is null or "")
            throw Unrecognized(body, resource, $"Object 'Kind' is missing in '{Encoding.UTF8.GetString(body.Bytes.Span)}'");
        SetIdentity(obj, resource, catalog);
        try
        {
            if (resource.IsCustom)
                MetadataTypes.Check(obj);
            return Shape(obj, resource, reading);
        }
        catch (TypeMismatchException wrong)
        {
            throw Failures.BadRequest($"{resource.Kind} in version \"{resource.Version}\" cannot be handled as a {resource.Kind}: {wrong.Message}");
        }
    }

    /// <summary>A custom object says of which version it is; a body for a built-in kind need not.</summary>
    /// <exception cref="StatusException">400: it is of another version.</exception>
    public static void CheckVersion(JsonObject obj, ResourceDefinition resource)
    {
        var said = obj.Text("apiVersion") ?? "";
        if (resource.IsCustom && said != resource.ApiVersion)
            throw Failures.BadRequest($"the API version in the data ({said}) does not match the expected API version ({resource.ApiVersion})");
    }

    /// <summary>Drops what the schema does not know. Of an object that is already of the right kind.</summary>
    /// <exception cref="TypeMismatchException">A value has another type than its field.</exception>
    public static DecodedObject Shape(JsonObject obj, ResourceDefinition resource, StrictReading reading)
    {
        if (resource.Schema is not { } schema)
            return new(obj, reading.With([], typed: true));
        var unknown = resource.IsCustom ? Pruning.Apply(obj, schema) : TypedDecoder.Decode(obj, schema);
        return new(obj, reading.With(unknown, typed: !resource.IsCustom));
    }

    /// <summary>What the server has against an object of this kind where it expects the resource's; null when it is one.</summary>
    public static string? OtherKind(JsonObject obj, ResourceDefinition resource, CatalogView catalog)
    {
        var (kind, apiVersion) = (obj.Text("kind") ?? "", obj.Text("apiVersion") ?? "");
        return resource.IsCustom || (kind == resource.Kind && apiVersion == resource.ApiVersion) ? null : OtherKind(kind, apiVersion, resource, catalog);
    }

    private static bool Accepts(string mediaType, ResourceDefinition resource) =>
        mediaType is "application/json" or "application/yaml" || (mediaType == ProtobufBody.MediaType && !resource.IsCustom);

    private static JsonObject ParseObject(RequestBody body, ResourceDefinition resource, StrictReading reading)
    {
        try
        {
            var node = BodyFormat.Parse(body, reading);
            // Protobuf carries the zeros that Go leaves out in JSON, and that defaults are for.
            if (body.MediaType == ProtobufBody.MediaType && node is JsonObject whole && resource.StoredSchema is { } schema)
                WireShape.Apply(whole, schema);
            return node switch
            {
                JsonObject obj => obj,
                null => [],
                _ => throw new MalformedBodyException($"json: cannot unmarshal {GoKind(node)} into Go value of type struct {{ APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string \"json:\\\"kind,omitempty\\\"\" }}"),
            };
        }
        catch (MalformedBodyException malformed)
        {
            throw Unrecognized(body, resource, body.IsYaml ? malformed.Message : $"couldn't get version/kind; json parse error: {malformed.Message}");
        }
    }

    private static StatusException Unrecognized(RequestBody body, ResourceDefinition resource, string why) =>
        Failures.BadRequest($"the object provided is unrecognized (must be of type {resource.Kind}): {why} ({Summary(body.Bytes.Span)})");

    private static void SetIdentity(JsonObject obj, ResourceDefinition resource, CatalogView catalog)
    {
        if (resource.IsCustom)
            return;
        var kind = obj.Text("kind") is { Length: > 0 } said ? said : resource.Kind;
        var apiVersion = obj.Text("apiVersion") is { Length: > 0 } saidVersion ? saidVersion : resource.ApiVersion;
        if (kind != resource.Kind || apiVersion != resource.ApiVersion)
            throw Failures.BadRequest($"{kind} in version \"{VersionOf(apiVersion)}\" cannot be handled as a {resource.Kind}: {OtherKind(kind, apiVersion, resource, catalog)}");
        obj["kind"] = kind;
        obj["apiVersion"] = apiVersion;
    }

    private static string OtherKind(string kind, string apiVersion, ResourceDefinition resource, CatalogView catalog)
    {
        var known = catalog.BuiltIn.Any(one => one.Kind == kind && one.ApiVersion == apiVersion);
        return known
            ? $"converting ({VersionOf(apiVersion)}.{kind}) to ({InternalPackage(resource.Group)}.{resource.Kind}): unknown conversion"
            : $"no kind \"{kind}\" is registered for version \"{apiVersion}\" in scheme \"{Scheme}\"";
    }

    private static string VersionOf(string apiVersion) => apiVersion[(apiVersion.IndexOf('/', StringComparison.Ordinal) + 1)..];

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
