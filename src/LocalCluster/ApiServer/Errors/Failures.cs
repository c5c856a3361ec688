using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Resources;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Errors;

/// <summary>The server's refusals, word for word (k8s.io/apimachinery/pkg/api/errors).</summary>
internal static class Failures
{
    public static StatusException NotFound(ResourceDefinition resource, string name) => new(404, StatusBody.Failure(404, "NotFound",
        $"{resource.QualifiedName} \"{name}\" not found", StatusBody.Details(resource.NamedGroup, resource.Plural, name)));

    public static StatusException AlreadyExists(ResourceDefinition resource, string name) => new(409, StatusBody.Failure(409, "AlreadyExists",
        $"{resource.QualifiedName} \"{name}\" already exists", StatusBody.Details(resource.NamedGroup, resource.Plural, name)));

    public static StatusException Conflict(ResourceDefinition resource, string name, string why) => new(409, StatusBody.Failure(409, "Conflict",
        $"Operation cannot be fulfilled on {resource.QualifiedName} \"{name}\": {why}", StatusBody.Details(resource.NamedGroup, resource.Plural, name)));

    public static StatusException Modified(ResourceDefinition resource, string name) => Conflict(resource, name,
        "the object has been modified; please apply your changes to the latest version and try again");

    /// <summary>Preconditions of a deletion speak of the kind, not of the resource.</summary>
    public static StatusException PreconditionFailed(ResourceDefinition resource, string name, string why) => new(409, StatusBody.Failure(
        409, "Conflict", $"Operation cannot be fulfilled on {resource.QualifiedKind} \"{name}\": {why}",
        StatusBody.Details(resource.NamedGroup, resource.Kind, name)));

    public static StatusException BadRequest(string message) => new(400, StatusBody.Failure(400, "BadRequest", message, null));

    public static StatusException Unauthorized() => new(401, StatusBody.Failure(401, "Unauthorized", "Unauthorized", null));

    public static StatusException Forbidden(string group, string resource, string? name, string why) => new(403, StatusBody.Failure(
        403, "Forbidden", ForbiddenText(group, resource, name, why), StatusBody.Details(group, resource, name)));

    public static StatusException Forbidden(ResourceDefinition resource, string? name, string why) =>
        Forbidden(resource.NamedGroup, resource.Plural, name, why);

    public static StatusException Invalid(ResourceDefinition resource, string name, IReadOnlyList<FieldError> errors) =>
        Invalid(resource.NamedGroup, resource.Kind, name, errors);

    public static StatusException Invalid(string group, string kind, string name, IReadOnlyList<FieldError> errors)
    {
        var details = StatusBody.Details(group, kind, name);
        details["causes"] = new JsonArray([.. errors.Select(Cause)]);
        var qualified = group.Length == 0 ? kind : $"{kind}.{group}";
        return new(422, StatusBody.Failure(422, "Invalid", $"{qualified} \"{name}\" is invalid: {Aggregate(errors)}", details));
    }

    /// <summary>No route for this resource within a known group and version.</summary>
    public static StatusException UnknownResource() => Generic(404, "NotFound", "the server could not find the requested resource");

    public static StatusException MethodNotAllowed() =>
        Generic(405, "MethodNotAllowed", "the server does not allow this method on the requested resource");

    /// <summary>Custom resources say what it is that they do not do.</summary>
    public static StatusException NotSupported(ResourceDefinition resource, string verb) => new(405, StatusBody.Failure(405, "MethodNotAllowed",
        $"{verb} is not supported on resources of kind {GoText.Quote(resource.QualifiedName)}", StatusBody.Details(resource.NamedGroup, resource.Plural, null)));

    public static StatusException RejectedPatch() =>
        Generic(422, "Invalid", "the server rejected our request due to an error in our request");

    public static StatusException NotAcceptable(string available) =>
        Generic(406, "NotAcceptable", $"406: Not Acceptable\n\nAvailable representations: {available}");

    /// <summary>A content type that no route of this path takes.</summary>
    public static StatusException UnroutableMediaType() => Generic(415, "UnsupportedMediaType", "415: Unsupported Media Type");

    public static StatusException UnsupportedMediaType(string accepted) => new(415, StatusBody.Failure(415, "UnsupportedMediaType",
        $"the body of the request was in an unknown format - accepted media types include: {accepted}", null));

    public static StatusException Expired(string message) => new(410, StatusBody.Failure(410, "Expired", message, null));

    public static StatusException TooManyRequests(string message, int retryAfterSeconds) => new(429, StatusBody.Failure(429, "TooManyRequests",
        message, new JsonObject { ["retryAfterSeconds"] = retryAfterSeconds }), retryAfterSeconds);

    public static StatusException Internal(string message) => new(500, StatusBody.Failure(500, "InternalError",
        $"Internal error occurred: {message}", new JsonObject { ["causes"] = new JsonArray(new JsonObject { ["message"] = message }) }));

    /// <summary>An error that the server did not classify: a bare 500 without a reason.</summary>
    public static StatusException Unclassified(string message) => new(500, StatusBody.Failure(500, null, message, null));

    public static StatusException ServiceUnavailable(string message) => new(503, StatusBody.Failure(503, "ServiceUnavailable", message, null));

    public static StatusException Timeout(string message) => new(504, StatusBody.Failure(504, "Timeout", message, null));

    public static StatusException VersionTooLarge(long requested, long current)
    {
        var cause = new JsonObject { ["reason"] = "ResourceVersionTooLarge", ["message"] = "Too large resource version" };
        var details = new JsonObject { ["causes"] = new JsonArray(cause), ["retryAfterSeconds"] = 1 };
        return new(504, StatusBody.Failure(504, "Timeout", $"Timeout: Too large resource version: {requested}, current: {current}", details), 1);
    }

    /// <summary>Several errors become one text the way Go's aggregate does it: twins are said once, brackets only around several.</summary>
    public static string Aggregate(IEnumerable<FieldError> errors)
    {
        var distinct = errors.Select(error => error.ToString()).Distinct().ToList();
        return distinct.Count == 1 ? distinct[0] : $"[{string.Join(", ", distinct)}]";
    }

    private static StatusException Generic(int code, string reason, string message) =>
        new(code, StatusBody.Failure(code, reason, message, new JsonObject()));

    private static string ForbiddenText(string group, string resource, string? name, string why)
    {
        var qualified = group.Length == 0 ? resource : $"{resource}.{group}";
        return string.IsNullOrEmpty(name) ? $"{qualified} is forbidden: {why}" : $"{qualified} \"{name}\" is forbidden: {why}";
    }

    private static JsonObject Cause(FieldError error) => new()
    {
        ["reason"] = error.Reason,
        ["message"] = error.Message,
        ["field"] = error.Field,
    };
}
