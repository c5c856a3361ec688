using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Errors;

/// <summary>A request that ends in a <c>metav1.Status</c>: the HTTP code, the body, and when to try again.</summary>
internal sealed class StatusException(int code, JsonObject body, int? retryAfterSeconds = null) : Exception((string?)body["message"])
{
    public int Code { get; } = code;

    public JsonObject Body { get; } = body;

    public int? RetryAfterSeconds { get; } = retryAfterSeconds;

    public string? Reason => (string?)Body["reason"];
}
