using System.Text;
using System.Text.Json;
using Kubernetes.Models;
using Kubernetes.Models.Meta;

namespace Kubernetes.Client.Transport;

/// <summary>Reads what went wrong out of an answer: a metav1.Status, or whatever a proxy in between had to say.</summary>
internal static class ApiErrors
{
    private const int Enough = 1024;

    public static async Task<ApiException> ReadAsync(
        KubeRequest request, HttpResponseMessage response, TimeProvider time, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var status = TryStatus(body);
        var words = status?.Message is { Length: > 0 } message ? message : Text(response, body);
        return new ApiException(response.StatusCode, status, $"{request}: {(int)response.StatusCode}: {words}", RetryAfter(response, status, time));
    }

    public static TimeSpan? RetryAfter(HttpResponseMessage response, ApiStatus? status, TimeProvider time)
    {
        if (response.Headers.RetryAfter?.Delta is { } delta) return delta;
        if (response.Headers.RetryAfter?.Date is { } date) return date > time.GetUtcNow() ? date - time.GetUtcNow() : TimeSpan.Zero;
        return status?.Details?.RetryAfterSeconds is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    private static ApiStatus? TryStatus(byte[] body)
    {
        try
        {
            var status = JsonSerializer.Deserialize(body, KubernetesJson.Default.ApiStatus);
            return status is { Kind: "Status", Status: not null } ? status : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Text(HttpResponseMessage response, byte[] body)
    {
        var text = Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, Enough))).Trim();
        return text.Length == 0 ? response.ReasonPhrase ?? "no explanation" : text;
    }
}
