using System.Collections.Concurrent;

namespace LocalCluster.ApiServer.Recording;

/// <summary>The last requests that the server has answered, oldest first; a watch counts from the moment it is opened.</summary>
public sealed class RequestLog
{
    private const int Capacity = 100_000;

    private readonly ConcurrentQueue<RecordedRequest> _requests = [];

    public IReadOnlyList<RecordedRequest> All => [.. _requests];

    internal void Observe(HttpContext http, RequestInfo info, string user) => http.Response.OnStarting(() =>
    {
        _requests.Enqueue(new RecordedRequest(
            http.Request.Method,
            http.Request.Path + http.Request.QueryString,
            info.Verb,
            info.Group,
            info.Resource,
            info.Subresource,
            info.Namespace,
            info.Name,
            user,
            http.Request.Headers.UserAgent.ToString(),
            http.Response.StatusCode));
        if (_requests.Count > Capacity) _requests.TryDequeue(out _);
        return Task.CompletedTask;
    });
}
