using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Faults;
using LocalCluster.ApiServer.Negotiation;

namespace LocalCluster.ApiServer.Discovery;

/// <summary>The paths that are no resources: health, version, discovery, OpenAPI; and the faults of this server.</summary>
internal sealed class PlainPaths(ApiState state)
{
    private const string NotFound = "404 page not found\n";
    private readonly DiscoveryPaths _discovery = new(state);
    private readonly OpenApiPaths _openApi = new(state);
    private readonly FaultPaths _faults = new(state.Faults);

    public Task HandleAsync(HttpContext http, RequestInfo info, CancellationToken cancellation)
    {
        var parts = info.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (info.Verb is not ("get" or "head") && parts is ["api" or "apis" or "version", ..])
            throw Failures.MethodNotAllowed();
        return parts switch
        {
            ["healthz" or "livez" or "readyz", ..] => ResponseWriter.TextAsync(http, 200, "ok", cancellation),
            ["version"] => _discovery.VersionAsync(http, cancellation),
            ["api"] => _discovery.CoreAsync(http, cancellation),
            ["apis"] => _discovery.GroupsAsync(http, cancellation),
            ["api", var version] => _discovery.ResourcesAsync(http, "", version, cancellation),
            ["apis", var group] => _discovery.GroupAsync(http, group, cancellation),
            ["apis", var group, var version] => _discovery.ResourcesAsync(http, group, version, cancellation),
            ["openapi", "v2"] => _openApi.VersionTwoAsync(http, cancellation),
            ["openapi", "v3"] => _openApi.IndexAsync(http, cancellation),
            ["openapi", "v3", .. var rest] => _openApi.DocumentAsync(http, rest, cancellation),
            ["local-cluster", "faults", .. var rest] => _faults.HandleAsync(http, rest, cancellation),
            _ => ResponseWriter.TextAsync(http, 404, NotFound, cancellation),
        };
    }
}
