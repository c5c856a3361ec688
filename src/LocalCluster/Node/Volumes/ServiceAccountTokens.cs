using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Models.Core;

namespace LocalCluster.Node.Volumes;

/// <summary>
/// Tokens of service accounts for pods, from the API's TokenRequest. A token is asked for again when four fifths of its life are
/// over, as the kubelet does.
/// </summary>
internal sealed class ServiceAccountTokens(KubeClient client, TimeProvider time)
{
    private const long DefaultSeconds = 3600;

    private readonly Dictionary<string, (byte[] Token, DateTimeOffset RenewAt)> _tokens = new(StringComparer.Ordinal);

    public async Task<byte[]> TokenAsync(Pod pod, ServiceAccountTokenProjection projection, CancellationToken cancellationToken)
    {
        var key = $"{projection.Audience}/{projection.Path}";
        if (_tokens.TryGetValue(key, out var known) && time.GetUtcNow() < known.RenewAt) return known.Token;

        var seconds = projection.ExpirationSeconds ?? DefaultSeconds;
        var token = await RequestAsync(pod, projection.Audience, seconds, cancellationToken);
        _tokens[key] = (token, time.GetUtcNow() + TimeSpan.FromSeconds(seconds * 0.8));
        return token;
    }

    private async Task<byte[]> RequestAsync(Pod pod, string? audience, long seconds, CancellationToken cancellationToken)
    {
        var account = pod.Spec?.ServiceAccountName ?? "default";
        var body = new JsonObject
        {
            ["apiVersion"] = "authentication.k8s.io/v1",
            ["kind"] = "TokenRequest",
            ["spec"] = new JsonObject
            {
                ["audiences"] = audience is null ? [] : new JsonArray(audience),
                ["expirationSeconds"] = seconds,
                ["boundObjectRef"] = new JsonObject
                {
                    ["apiVersion"] = "v1",
                    ["kind"] = "Pod",
                    ["name"] = pod.Metadata.Name,
                    ["uid"] = pod.Metadata.Uid,
                },
            },
        };
        var request = new KubeRequest(HttpMethod.Post, $"/api/v1/namespaces/{pod.Metadata.Namespace}/serviceaccounts/{account}/token")
        {
            ContentType = KubeRequest.Json,
            Body = Encoding.UTF8.GetBytes(body.ToJsonString()),
            Resource = "serviceaccounts/token",
            Verb = "create",
        };
        using var response = await client.SendAsync(request, cancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var answer = await JsonNode.ParseAsync(stream, cancellationToken: cancellationToken);
        return Encoding.UTF8.GetBytes(answer?["status"]?["token"]?.GetValue<string>() ?? throw new JsonException("a TokenRequest was answered without a token"));
    }
}
