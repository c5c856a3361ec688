using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Resources;

namespace LocalCluster.ApiServer.Discovery;

/// <summary>APIGroupDiscoveryList (KEP-3352): all groups in one answer. kubectl asks for this first.</summary>
internal static class AggregatedDiscovery
{
    public const string ContentType = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

    public static bool IsWanted(HttpContext http) => http.Request.Headers.Accept.ToString().Split(',')
        .Any(clause => clause.Contains("as=APIGroupDiscoveryList", StringComparison.Ordinal)
            && clause.Contains("v=v2", StringComparison.Ordinal)
            && !clause.Contains("v=v2beta1", StringComparison.Ordinal)
            && clause.TrimStart().StartsWith("application/json", StringComparison.Ordinal));

    public static JsonObject Of(IEnumerable<ResourceDefinition> resources) => new()
    {
        ["kind"] = "APIGroupDiscoveryList",
        ["apiVersion"] = "apidiscovery.k8s.io/v2",
        ["metadata"] = new JsonObject(),
        ["items"] = new JsonArray([.. resources.GroupBy(one => one.Group).Select(one => Group(one.Key, [.. one]))]),
    };

    private static JsonObject Group(string group, IReadOnlyList<ResourceDefinition> resources) => new()
    {
        ["metadata"] = group.Length == 0 ? new JsonObject() : new JsonObject { ["name"] = group },
        ["versions"] = new JsonArray([.. VersionOrder.Sorted(resources.Select(one => one.Version)).Select(version => Version(version, resources))]),
    };

    private static JsonObject Version(string version, IReadOnlyList<ResourceDefinition> resources) => new()
    {
        ["version"] = version,
        ["resources"] = new JsonArray([.. resources.Where(one => one.Version == version).OrderBy(one => one.Plural, StringComparer.Ordinal).Select(Resource)]),
        ["freshness"] = "Current",
    };

    private static JsonObject Resource(ResourceDefinition resource)
    {
        var row = new JsonObject
        {
            ["resource"] = resource.Plural,
            ["responseKind"] = Kind("", "", resource.Kind, resource),
            ["scope"] = resource.Namespaced ? "Namespaced" : "Cluster",
            ["singularResource"] = resource.Singular,
            ["verbs"] = GroupDocuments.List(resource.Verbs),
        };
        if (resource.ShortNames.Count > 0)
            row["shortNames"] = GroupDocuments.List(resource.ShortNames);
        if (resource.Categories.Count > 0)
            row["categories"] = GroupDocuments.List(resource.Categories);
        if (resource.Subresources.Count > 0)
            row["subresources"] = new JsonArray([.. resource.Subresources.Select(one => Subresource(one, resource))]);
        return row;
    }

    private static JsonObject Subresource(SubresourceDefinition subresource, ResourceDefinition resource) => new()
    {
        ["subresource"] = subresource.Name,
        ["responseKind"] = Kind(subresource.Group, subresource.Version, subresource.Kind, resource),
        ["verbs"] = GroupDocuments.List(subresource.Verbs),
    };

    /// <summary>A built-in kind of the resource's own group is named without it; a custom one in full.</summary>
    private static JsonObject Kind(string group, string version, string kind, ResourceDefinition resource) => new()
    {
        ["group"] = resource.IsCustom && version.Length == 0 ? resource.Group : group,
        ["version"] = resource.IsCustom && version.Length == 0 ? resource.Version : version,
        ["kind"] = kind,
    };
}
