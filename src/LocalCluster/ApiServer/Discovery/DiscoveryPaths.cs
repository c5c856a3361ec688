using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Negotiation;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Resources;

namespace LocalCluster.ApiServer.Discovery;

/// <summary>Answers what groups, versions and resources there are, in the old form and in the aggregated one.</summary>
internal sealed class DiscoveryPaths(ApiState state)
{
    private const string NotFound = "404 page not found\n";

    public Task VersionAsync(HttpContext http, CancellationToken cancellation) => WriteAsync(http, VersionInfo.Of(state.Options.Version), cancellation);

    public Task CoreAsync(HttpContext http, CancellationToken cancellation)
    {
        if (AggregatedDiscovery.IsWanted(http))
            return AggregatedAsync(http, state.Catalog.View.All.Where(one => one.Group.Length == 0), cancellation);
        var host = http.Request.Host.Value ?? "127.0.0.1";
        return WriteAsync(http, new JsonObject
        {
            ["kind"] = "APIVersions",
            ["versions"] = new JsonArray("v1"),
            ["serverAddressByClientCIDRs"] = new JsonArray(new JsonObject { ["clientCIDR"] = "0.0.0.0/0", ["serverAddress"] = host }),
        }, cancellation);
    }

    public Task GroupsAsync(HttpContext http, CancellationToken cancellation)
    {
        var groups = state.Catalog.View.All.Where(one => one.Group.Length > 0);
        if (AggregatedDiscovery.IsWanted(http))
            return AggregatedAsync(http, groups, cancellation);
        return WriteAsync(http, new JsonObject
        {
            ["kind"] = "APIGroupList",
            ["apiVersion"] = "v1",
            ["groups"] = new JsonArray([.. groups.GroupBy(one => one.Group).Select(one => GroupDocuments.Group(one.Key, one))]),
        }, cancellation);
    }

    public Task GroupAsync(HttpContext http, string group, CancellationToken cancellation)
    {
        var resources = state.Catalog.View.All.Where(one => one.Group == group).ToList();
        if (resources.Count == 0)
            return ResponseWriter.TextAsync(http, 404, NotFound, cancellation);
        var document = GroupDocuments.Group(group, resources);
        document.Insert(0, "apiVersion", "v1");
        document.Insert(0, "kind", "APIGroup");
        return WriteAsync(http, document, cancellation);
    }

    public Task ResourcesAsync(HttpContext http, string group, string version, CancellationToken cancellation)
    {
        var resources = state.Catalog.View.All.Where(one => one.Group == group && one.Version == version).ToList();
        return resources.Count == 0
            ? ResponseWriter.TextAsync(http, 404, NotFound, cancellation)
            : WriteAsync(http, GroupDocuments.ResourceList(group, version, resources), cancellation);
    }

    private static Task AggregatedAsync(HttpContext http, IEnumerable<ResourceDefinition> resources, CancellationToken cancellation) =>
        ResponseWriter.BytesAsync(http, 200, AggregatedDiscovery.ContentType, ObjectText.Write(AggregatedDiscovery.Of(resources)), cancellation);

    private static Task WriteAsync(HttpContext http, JsonObject body, CancellationToken cancellation) =>
        ResponseWriter.ObjectAsync(http, 200, body, AcceptedForm.Json with { Pretty = RequestPretty.Wanted(http) }, cancellation);
}
