using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Handlers;
using LocalCluster.ApiServer.Kubelet;
using LocalCluster.ApiServer.Resources;
using LocalCluster.ApiServer.Writes;

namespace LocalCluster.ApiServer;

/// <summary>From a resource, a subresource and a verb to the handler that answers.</summary>
internal sealed class Router
{
    private readonly IVerbHandler _reviews;
    private readonly IVerbHandler _bindings;
    private readonly Dictionary<string, IVerbHandler> _main;
    private readonly Dictionary<(string Subresource, string Verb), IVerbHandler> _sub;

    public Router(ApiState state)
    {
        var scale = new ScaleHandler(state);
        var door = new NodeDoor(state);
        var proxy = new ProxyHandler(state, door);
        _reviews = new ReviewHandler(state);
        _bindings = new BindingHandler(state);
        _main = new()
        {
            ["get"] = new GetHandler(state),
            ["list"] = new ListHandler(state),
            ["watch"] = new WatchHandler(state),
            ["create"] = new CreateHandler(state),
            ["update"] = new UpdateHandler(state, UpdateScope.Main),
            ["patch"] = new PatchHandler(state, UpdateScope.Main),
            ["delete"] = new DeleteHandler(state),
            ["deletecollection"] = new DeleteCollectionHandler(state),
        };
        _sub = new()
        {
            [("status", "get")] = new GetHandler(state),
            [("status", "update")] = new UpdateHandler(state, UpdateScope.StatusOnly),
            [("status", "patch")] = new PatchHandler(state, UpdateScope.StatusOnly),
            [("scale", "get")] = scale,
            [("scale", "update")] = scale,
            [("scale", "patch")] = scale,
            [("ephemeralcontainers", "get")] = new GetHandler(state),
            [("resize", "get")] = new GetHandler(state),
            [("binding", "create")] = _bindings,
            [("eviction", "create")] = new EvictionHandler(state),
            [("finalize", "update")] = new FinalizeHandler(state),
            [("token", "create")] = new TokenHandler(state),
            [("log", "get")] = new LogHandler(door),
            [("exec", "get")] = new ExecHandler(door),
            [("exec", "create")] = new ExecHandler(door),
            [("proxy", "get")] = proxy,
            [("proxy", "create")] = proxy,
            [("proxy", "update")] = proxy,
            [("proxy", "patch")] = proxy,
            [("proxy", "delete")] = proxy,
        };
    }

    /// <exception cref="StatusException">404 for an unknown subresource, 405 for a verb that this path does not have.</exception>
    public IVerbHandler Find(ResourceDefinition resource, RequestInfo info)
    {
        if (info.Subresource.Length == 0)
            return FindMain(resource, info);
        if (resource.Subresource(info.Subresource) is not { } subresource)
            throw resource.IsCustom ? Failures.NotFound(resource, info.Name) : Failures.UnknownResource();
        return subresource.Verbs.Contains(info.Verb) && _sub.TryGetValue((info.Subresource, info.Verb), out var handler)
            ? handler
            : throw NotAllowed(resource, info.Verb);
    }

    private IVerbHandler FindMain(ResourceDefinition resource, RequestInfo info)
    {
        if (resource.IsReview)
            return info is { Verb: "create", Name.Length: 0 } ? _reviews : throw Failures.MethodNotAllowed();
        CheckPlace(resource, info);
        if (resource.Verbs.Contains(info.Verb) && _main.TryGetValue(info.Verb, out var handler))
            return resource.StorageKey == "bindings" ? _bindings : handler;
        throw NotAllowed(resource, info.Verb);
    }

    /// <summary>A built-in kind has a route for each of its paths and verbs; a custom one is asked by verb alone.</summary>
    private static void CheckPlace(ResourceDefinition resource, RequestInfo info)
    {
        var needsName = info.Verb is "update" or "patch";
        if (needsName && info.Name.Length == 0)
            throw resource.IsCustom ? Failures.BadRequest("name must be provided") : Failures.MethodNotAllowed();
        if (resource.IsCustom)
            return;
        var everywhere = resource.Namespaced && info.Namespace.Length == 0;
        if (everywhere && info.Name.Length > 0)
            throw Failures.UnknownResource();
        if (everywhere && info.Verb is "create" or "deletecollection" || (info.Verb == "create" && info.Name.Length > 0))
            throw Failures.MethodNotAllowed();
    }

    private static StatusException NotAllowed(ResourceDefinition resource, string verb) =>
        resource.IsCustom ? Failures.NotSupported(resource, verb) : Failures.MethodNotAllowed();
}
