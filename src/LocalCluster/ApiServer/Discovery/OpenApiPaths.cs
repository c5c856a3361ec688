using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Negotiation;

namespace LocalCluster.ApiServer.Discovery;

/// <summary>/openapi: the index and a document per group and version (v3); v2 only says that it is there.</summary>
internal sealed class OpenApiPaths(ApiState state)
{
    public Task VersionTwoAsync(HttpContext http, CancellationToken cancellation) => WriteAsync(http, new JsonObject
    {
        ["swagger"] = "2.0",
        ["info"] = Info(),
        ["paths"] = new JsonObject(),
        ["definitions"] = new JsonObject(),
    }, cancellation);

    public Task IndexAsync(HttpContext http, CancellationToken cancellation)
    {
        var paths = new JsonObject();
        foreach (var version in state.Catalog.View.All.Select(one => (one.Group, one.Version)).Distinct())
        {
            var path = version.Group.Length == 0 ? $"api/{version.Version}" : $"apis/{version.Group}/{version.Version}";
            paths[path] = new JsonObject { ["serverRelativeURL"] = $"/openapi/v3/{path}" };
        }

        return WriteAsync(http, new JsonObject { ["paths"] = paths }, cancellation);
    }

    public Task DocumentAsync(HttpContext http, string[] path, CancellationToken cancellation)
    {
        var (group, version) = path switch
        {
            ["api", var core] => ("", core),
            ["apis", var named, var served] => (named, served),
            _ => ("", ""),
        };
        var resources = state.Catalog.View.All.Where(one => one.Group == group && one.Version == version).ToList();
        return resources.Count == 0
            ? ResponseWriter.TextAsync(http, 404, "404 page not found\n", cancellation)
            : WriteAsync(http, OpenApiDocument.Of(group, version, resources, Info()), cancellation);
    }

    private JsonObject Info() => new() { ["title"] = "Kubernetes", ["version"] = state.Options.Version };

    private static Task WriteAsync(HttpContext http, JsonObject body, CancellationToken cancellation) =>
        ResponseWriter.ObjectAsync(http, 200, body, AcceptedForm.Json, cancellation);
}
