using System.Net;
using Kubernetes.Client;
using Kubernetes.Models.Meta;

namespace Kubernetes.Runtime.Watching;

internal static class WatchRefusal
{
    /// <summary>The error that a server puts into a stream, as the error that it would have answered with.</summary>
    public static ApiException From(ApiStatus status) =>
        new((HttpStatusCode)(status.Code ?? 500), status, $"The watch failed: {status.Message ?? status.Reason}", RetryAfter(status));

    private static TimeSpan? RetryAfter(ApiStatus status) =>
        status.Details?.RetryAfterSeconds is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : null;
}
