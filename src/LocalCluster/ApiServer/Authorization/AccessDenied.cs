using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Authentication;
using LocalCluster.ApiServer.Errors;

namespace LocalCluster.ApiServer.Authorization;

/// <summary>The 403 for somebody who may not do something.</summary>
internal static class AccessDenied
{
    public static StatusException Failure(User user, AccessAttributes attributes, AccessDecision decision)
    {
        var why = Why(user, attributes) + (decision.Reason.Length > 0 ? ": " + decision.Reason : "");
        return attributes.Path is null
            ? Failures.Forbidden(attributes.Group, attributes.Resource, attributes.Name, why)
            : new StatusException(403, StatusBody.Failure(403, "Forbidden", $"forbidden: {why}", new JsonObject()));
    }

    private static string Why(User user, AccessAttributes attributes)
    {
        if (attributes.Path is { } path)
            return $"User \"{user.Name}\" cannot {attributes.Verb} path \"{path}\"";
        var resource = attributes.Subresource.Length > 0 ? $"{attributes.Resource}/{attributes.Subresource}" : attributes.Resource;
        var where = attributes.Namespace.Length > 0 ? $"in the namespace \"{attributes.Namespace}\"" : "at the cluster scope";
        return $"User \"{user.Name}\" cannot {attributes.Verb} resource \"{resource}\" in API group \"{attributes.Group}\" {where}";
    }
}
