using System.Collections.Concurrent;

namespace LocalCluster.ApiServer.Recording;

/// <summary>The last requests that the server has answered, oldest first; a watch counts from the moment it is opened.</summary>
/// <param name="capacity">How many it keeps; with 0 it does not even count them.</param>
public sealed class RequestLog(int capacity)
{
    private readonly ConcurrentQueue<RecordedRequest> _requests = [];
    private long _count;

    public IReadOnlyList<RecordedRequest> All => [.. _requests];

    /// <summary>How many requests there have been, those that the log has let go of included.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>The requests after the first <paramref name="count"/>, as far back as the log goes.</summary>
    public IReadOnlyList<RecordedRequest> Since(long count)
    {
        var all = All;
        return [.. all.Skip((int)Math.Max(0, all.Count - Math.Max(0, Count - count)))];
    }

    internal void Observe(HttpContext http, RequestInfo info, string user)
    {
        if (capacity > 0) http.Response.OnStarting(() => Add(http, info, user));
    }

    private Task Add(HttpContext http, RequestInfo info, string user)
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
        Interlocked.Increment(ref _count);
        if (_requests.Count > capacity) _requests.TryDequeue(out _);
        return Task.CompletedTask;
    }
}
