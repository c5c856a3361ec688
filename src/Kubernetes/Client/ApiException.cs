using System.Net;
using Kubernetes.Models.Meta;

namespace Kubernetes.Client;

/// <summary>The server refused a request. Ask the named properties, never the text.</summary>
public sealed class ApiException : Exception
{
    public ApiException(HttpStatusCode statusCode, ApiStatus? status, string message, TimeSpan? retryAfter = null)
        : base(message)
    {
        StatusCode = statusCode;
        Status = status;
        RetryAfter = retryAfter;
    }

    public HttpStatusCode StatusCode { get; }

    /// <summary>The server's own account, with the causes of a 422; null when something between us and the server answered.</summary>
    public ApiStatus? Status { get; }

    /// <summary>A metav1.StatusReason such as <c>NotFound</c>; <c>Unknown</c> when the server gave none.</summary>
    public string Reason => string.IsNullOrEmpty(Status?.Reason) ? "Unknown" : Status.Reason;

    /// <summary>How long the server asked us to wait: the header, or else <c>details.retryAfterSeconds</c>.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>
    /// An earlier attempt of the same request broke off and may have been carried out: an AlreadyExists or NotFound can be its echo.
    /// </summary>
    public bool FollowsBrokenAttempt { get; internal set; }

    public bool IsNotFound => StatusCode == HttpStatusCode.NotFound;

    /// <summary>409 because of an outdated version or a field owned by another manager. See <see cref="IsAlreadyExists"/> for the other 409.</summary>
    public bool IsConflict => StatusCode == HttpStatusCode.Conflict && !IsAlreadyExists;

    public bool IsAlreadyExists => Reason == "AlreadyExists";

    public bool IsInvalid => StatusCode == HttpStatusCode.UnprocessableEntity;

    public bool IsBadRequest => StatusCode == HttpStatusCode.BadRequest;

    /// <summary>410: the resource version or the continue token is too old; list again.</summary>
    public bool IsExpired => StatusCode == HttpStatusCode.Gone || Reason is "Expired" or "Gone";

    /// <summary>The server has not come as far as the version we asked for: its cache lags, or its storage was set back.</summary>
    public bool IsResourceVersionTooLarge => Status?.Details?.Causes?.Any(cause => cause.Reason == "ResourceVersionTooLarge") == true;

    public bool IsTooManyRequests => StatusCode == HttpStatusCode.TooManyRequests;

    public bool IsForbidden => StatusCode == HttpStatusCode.Forbidden;

    public bool IsUnauthorized => StatusCode == HttpStatusCode.Unauthorized;

    public bool IsTimeout => StatusCode == HttpStatusCode.GatewayTimeout || Reason is "Timeout" or "ServerTimeout";
}
