using LocalCluster.ApiServer.Authentication;
using LocalCluster.ApiServer.Authorization;
using LocalCluster.ApiServer.Discovery;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Faults;
using LocalCluster.ApiServer.Negotiation;
using LocalCluster.ApiServer.Resources;

namespace LocalCluster.ApiServer;

/// <summary>Every request's way through the server: who, what, may they, who answers.</summary>
internal sealed partial class RequestPipeline(ApiState state, ILogger<RequestPipeline> log)
{
    private readonly Router _router = new(state);
    private readonly PlainPaths _plain = new(state);
    private readonly Impersonation _impersonation = new(state.Authorizer);
    private readonly FaultGate _faults = new(state);

    public async Task HandleAsync(HttpContext http)
    {
        var cancellation = http.RequestAborted;
        try
        {
            await DispatchAsync(http, cancellation);
        }
        catch (StatusException failure) when (!http.Response.HasStarted)
        {
            await ResponseWriter.FailureAsync(http, failure, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The client went away.
        }
        catch (Exception broken) when (!http.Response.HasStarted && broken is not IOException)
        {
            Failed(broken, http.Request.Method, http.Request.Path);
            await ResponseWriter.FailureAsync(http, Failures.Internal(broken.Message), cancellation);
        }
    }

    private async Task DispatchAsync(HttpContext http, CancellationToken cancellation)
    {
        var watch = http.Request.Query.TryGetValue("watch", out var said) && said.ToString().ToLowerInvariant() is not ("false" or "0");
        var info = RequestInfo.Parse(http.Request.Method, http.Request.Path.Value ?? "/", watch);
        var user = _impersonation.Resolve(http.Request.Headers, state.Authenticator.Authenticate(http));
        state.Requests.Observe(http, info, user.Name);
        Authorize(user, info);
        if (info.Path.StartsWith(FaultPaths.Root, StringComparison.Ordinal))
            await _plain.HandleAsync(http, info, cancellation);
        else
            await _faults.PassAsync(http, FaultSubject.Of(http, info, user), ends => AnswerAsync(http, info, user, ends));
    }

    private async Task AnswerAsync(HttpContext http, RequestInfo info, User user, CancellationToken cancellation)
    {
        if (!info.IsResource)
        {
            await _plain.HandleAsync(http, info, cancellation);
            return;
        }

        var view = state.Catalog.View;
        var resource = view.Find(info.Group, info.Version, info.Resource);
        if (resource is null || IsElsewhere(resource, info))
        {
            await UnknownAsync(http, view.IsBuiltIn(info.Group, info.Version), cancellation);
            return;
        }

        var handler = _router.Find(resource, info);
        if (HttpMethods.IsHead(http.Request.Method) && !resource.IsCustom && info.Subresource != "proxy")
            throw Failures.MethodNotAllowed();
        var form = AcceptHeader.Read(http.Request.Headers.Accept, RequestPretty.Wanted(http), resource.IsCustom, info.Name.Length == 0);
        var request = new ApiRequest(http, info, user, resource, form);
        if (resource.DeprecationWarning is { } warning) request.Warn(warning);
        await handler.HandleAsync(request, cancellation);
    }

    /// <summary>A namespace where the kind has none, or none where it needs one.</summary>
    private static bool IsElsewhere(ResourceDefinition resource, RequestInfo info) => resource.Namespaced
        ? resource.IsCustom && info.Namespace.Length == 0 && info.Verb is not ("list" or "watch")
        : info.Namespace.Length > 0 && info.Resource != "namespaces";

    private void Authorize(User user, RequestInfo info)
    {
        var attributes = AccessAttributes.Of(info);
        var decision = state.Authorizer.Decide(user, attributes);
        if (!decision.Allowed)
            throw AccessDenied.Failure(user, attributes, decision);
    }

    private static Task UnknownAsync(HttpContext http, bool versionIsBuiltIn, CancellationToken cancellation) => versionIsBuiltIn
        ? throw Failures.UnknownResource()
        : ResponseWriter.TextAsync(http, 404, "404 page not found\n", cancellation);

    [LoggerMessage(4000, LogLevel.Error, "Failed to answer {Method} {Path}")]
    private partial void Failed(Exception exception, string method, string path);
}
