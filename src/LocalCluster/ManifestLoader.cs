using System.Text;
using System.Text.Json.Nodes;
using Kubernetes.Client;

namespace LocalCluster;

/// <summary>Creates the objects of manifests through the API, as a user with <c>kubectl apply</c> does.</summary>
internal sealed class ManifestLoader(KubeClient client, TimeProvider time)
{
    private static readonly TimeSpan ServedDeadline = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>Creates every object of the file. A definition's resource is waited for, so that objects of it can follow.</summary>
    /// <exception cref="ClusterException">The API server refuses one: the message carries its words.</exception>
    public async Task LoadAsync(string file, CancellationToken cancellationToken)
    {
        foreach (var manifest in Manifest.ReadAll(file))
        {
            var path = await FindPathAsync(manifest, cancellationToken);
            var answer = await SendAsync(new KubeRequest(HttpMethod.Post, path) { ContentType = KubeRequest.Json, Body = Encoding.UTF8.GetBytes(manifest.AsApplied(path.Contains("/namespaces/", StringComparison.Ordinal)).ToJsonString()) }, cancellationToken);
            if (answer.Failure is { } failure) throw new ClusterException($"{file} is refused: {failure}");
        }
    }

    private async Task<string> FindPathAsync(Manifest manifest, CancellationToken cancellationToken)
    {
        var root = manifest.ApiVersion.Contains('/', StringComparison.Ordinal) ? $"/apis/{manifest.ApiVersion}" : $"/api/{manifest.ApiVersion}";
        var started = time.GetTimestamp();
        while (true)
        {
            var answer = await SendAsync(new KubeRequest(HttpMethod.Get, root), cancellationToken);
            var resource = answer.Body?["resources"]?.AsArray().FirstOrDefault(item => (string?)item?["kind"] == manifest.Kind && !((string)item!["name"]!).Contains('/', StringComparison.Ordinal));
            if (resource is not null) return (bool)resource["namespaced"]! ? $"{root}/namespaces/{manifest.Namespace}/{resource["name"]}" : $"{root}/{resource["name"]}";
            if (time.GetElapsedTime(started) > ServedDeadline) throw new ClusterException($"{manifest.File}: the API server does not serve {manifest.Kind} in {manifest.ApiVersion}.");
            await Task.Delay(PollInterval, time, cancellationToken);
        }
    }

    private async Task<(JsonNode? Body, string? Failure)> SendAsync(KubeRequest request, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await client.SendAsync(request, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            var body = response.Content.Headers.ContentType?.MediaType == "application/json" ? JsonNode.Parse(text) : null;
            return (body, response.IsSuccessStatusCode ? null : (string?)body?["message"] ?? text);
        }
        catch (ApiException e)
        {
            return (null, e.Message);
        }
    }
}
