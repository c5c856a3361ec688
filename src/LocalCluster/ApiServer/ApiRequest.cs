using LocalCluster.ApiServer.Authentication;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Handlers;
using LocalCluster.ApiServer.Negotiation;
using LocalCluster.ApiServer.Resources;
using LocalCluster.ApiServer.Selectors;
using LocalCluster.Storage;

namespace LocalCluster.ApiServer;

/// <summary>One request for one resource: who asks, for what, and in which form the answer is wanted.</summary>
internal sealed class ApiRequest(HttpContext http, RequestInfo info, User user, ResourceDefinition resource, AcceptedForm form)
{
    private readonly AnswerWarnings _warnings = new(http.Response.Headers);

    public HttpContext Http { get; } = http;

    public RequestInfo Info { get; } = info;

    public User User { get; } = user;

    public ResourceDefinition Resource { get; } = resource;

    public AcceptedForm Form { get; } = form;

    /// <summary>A server-side apply: it has settled who owns which field itself.</summary>
    public bool IsApply => Info.Verb == "patch" && Http.Request.ContentType?.StartsWith(PatchBody.Apply, StringComparison.Ordinal) == true;

    public CancellationToken Cancellation => Http.RequestAborted;

    public ObjectId Id => new(Resource.StorageKey, Resource.Namespaced ? Info.Namespace : "", Info.Name);

    /// <summary>Null when objects of all namespaces, or of the cluster, are meant.</summary>
    public string? ListNamespace => Resource.Namespaced && Info.Namespace.Length > 0 ? Info.Namespace : null;

    public bool DryRun => DryRunOption.Read(this);

    public string? Query(string name) => Http.Request.Query.TryGetValue(name, out var values) ? values[^1] : null;

    public IReadOnlyList<string> QueryAll(string name) => [.. Http.Request.Query[name].OfType<string>().Where(value => value.Length > 0)];

    /// <summary>As the server reads a flag: whatever does not say no says yes.</summary>
    public bool Flag(string name) => Query(name) is { } said && !said.Equals("false", StringComparison.OrdinalIgnoreCase) && said != "0";

    public ObjectSelector Selector() => ObjectSelector.Parse(Resource, Query("labelSelector"), Query("fieldSelector"));

    /// <summary>Adds a warning to the answer.</summary>
    public void Warn(string text) => _warnings.Add(text);
}
