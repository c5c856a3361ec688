using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Resources;

namespace LocalCluster.ApiServer.Discovery;

/// <summary>
/// The OpenAPI v3 document of one group and version: every path with its operations, the kind they are about and the parameters that
/// kubectl looks for before it uses them, and the schemas of the kinds. Pure.
/// </summary>
internal static class OpenApiDocument
{
    private static readonly (string Method, string Action)[] OnObject = [("get", "get"), ("put", "put"), ("patch", "patch"), ("delete", "delete")];
    private static readonly (string Method, string Action)[] OnList = [("get", "list"), ("post", "post"), ("delete", "deletecollection")];
    private static readonly string[] ReadParameters = ["labelSelector", "fieldSelector", "limit", "continue", "resourceVersion", "resourceVersionMatch", "sendInitialEvents", "timeoutSeconds", "watch", "allowWatchBookmarks"];
    private static readonly string[] WriteParameters = ["dryRun", "fieldManager", "fieldValidation"];
    private static readonly string[] DeleteParameters = ["dryRun", "gracePeriodSeconds", "propagationPolicy", "orphanDependents"];

    public static JsonObject Of(string group, string version, IReadOnlyList<ResourceDefinition> resources, JsonObject info)
    {
        var root = group.Length == 0 ? $"/api/{version}" : $"/apis/{group}/{version}";
        var paths = new JsonObject { [root + "/"] = new JsonObject { ["get"] = new JsonObject { ["description"] = "get available resources" } } };
        foreach (var resource in resources) AddPaths(paths, root, resource);
        return new JsonObject
        {
            ["openapi"] = "3.0.0",
            ["info"] = info,
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = OpenApiComponents.Of(resources) },
        };
    }

    private static void AddPaths(JsonObject paths, string root, ResourceDefinition resource)
    {
        var space = resource.Namespaced ? "/namespaces/{namespace}" : "";
        var list = $"{root}{space}/{resource.Plural}";
        if (resource.Namespaced && resource.Verbs.Contains("list")) paths[$"{root}/{resource.Plural}"] = Operations(resource, [OnList[0]]);
        paths[list] = Operations(resource, resource.IsReview ? [OnList[1]] : OnList);
        if (resource.IsReview) return;
        paths[list + "/{name}"] = Operations(resource, OnObject);
        foreach (var subresource in resource.Subresources) paths[$"{list}/{{name}}/{subresource.Name}"] = Operations(resource, subresource);
        if (resource.IsCustom || !resource.Verbs.Contains("watch")) return;
        if (resource.Namespaced) paths[$"{root}/watch/{resource.Plural}"] = Operations(resource, [("get", "watchlist")]);
        paths[$"{root}/watch{space}/{resource.Plural}"] = Operations(resource, [("get", "watchlist")]);
        paths[$"{root}/watch{space}/{resource.Plural}/{{name}}"] = Operations(resource, [("get", "watch")]);
    }

    private static JsonObject Operations(ResourceDefinition resource, SubresourceDefinition subresource)
    {
        var kind = resource with { Kind = subresource.Kind, Group = subresource.Group.Length > 0 ? subresource.Group : resource.Group, Version = subresource.Version.Length > 0 ? subresource.Version : resource.Version };
        var methods = subresource.Verbs.Select(verb => verb switch { "create" => "post", "update" => "put", _ => verb });
        return Operations(kind, [.. methods.Select(method => (method, method))]);
    }

    private static JsonObject Operations(ResourceDefinition resource, (string Method, string Action)[] operations)
    {
        var path = new JsonObject();
        foreach (var (method, action) in operations) path[method] = Operation(resource, method, action);
        return path;
    }

    private static JsonObject Operation(ResourceDefinition resource, string method, string action)
    {
        string[] parameters = method switch { "get" => ReadParameters, "delete" => DeleteParameters, "patch" => [.. WriteParameters, "force"], _ => WriteParameters };
        var reference = new JsonObject { ["$ref"] = OpenApiComponents.Reference(resource) };
        var content = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = reference } };
        return new JsonObject
        {
            ["description"] = $"{action} {resource.Kind}",
            ["parameters"] = new JsonArray([.. parameters.Select(Parameter)]),
            ["responses"] = new JsonObject { ["200"] = new JsonObject { ["description"] = "OK", ["content"] = content } },
            ["x-kubernetes-action"] = action,
            ["x-kubernetes-group-version-kind"] = OpenApiComponents.KindOf(resource),
        };
    }

    private static JsonNode Parameter(string name) => new JsonObject
    {
        ["name"] = name,
        ["in"] = "query",
        ["schema"] = new JsonObject { ["type"] = "string", ["uniqueItems"] = true },
    };
}
