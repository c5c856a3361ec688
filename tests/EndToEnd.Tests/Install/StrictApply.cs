using System.Text;
using System.Text.Json.Nodes;
using Kubernetes.Client;
using LocalCluster;

namespace EndToEnd.Tests.Install;

/// <summary>What <c>kubectl apply --server-side --validate=strict</c> does, and what the server says to it.</summary>
internal sealed class StrictApply(KubeClient client)
{
    /// <summary>Applies the object.</summary>
    /// <exception cref="ApiException">The server refuses it.</exception>
    public async Task<JsonObject> ApplyAsync(Manifest manifest, bool dryRun = false)
    {
        var path = await Eventually.Finds(() => FindPathAsync(manifest), $"{manifest.Kind} in {manifest.ApiVersion} served");
        var request = new KubeRequest(HttpMethod.Patch, path)
        {
            ContentType = "application/apply-patch+yaml",
            Body = Encoding.UTF8.GetBytes(manifest.Content.ToJsonString()),
        };
        request = request.With("fieldManager", "installer").With("fieldValidation", "Strict").With("force", "true").With("dryRun", dryRun ? "All" : null);
        using var response = await client.SendAsync(request, CancellationToken.None);
        Assert.False(response.Headers.Contains("Warning"), $"{manifest.File}: {string.Join("; ", response.Headers.TryGetValues("Warning", out var words) ? words : [])}");
        return await JsonAsync(response);
    }

    private async Task<string?> FindPathAsync(Manifest manifest)
    {
        var root = manifest.ApiVersion.Contains('/', StringComparison.Ordinal) ? $"/apis/{manifest.ApiVersion}" : $"/api/{manifest.ApiVersion}";
        try
        {
            using var response = await client.SendAsync(new KubeRequest(HttpMethod.Get, root), CancellationToken.None);
            var found = (await JsonAsync(response))["resources"]!.AsArray()
                .FirstOrDefault(item => (string?)item!["kind"] == manifest.Kind && !((string)item["name"]!).Contains('/', StringComparison.Ordinal));
            if (found is null) return null;
            return (bool)found["namespaced"]! ? $"{root}/namespaces/{manifest.Namespace}/{found["name"]}/{manifest.Name}" : $"{root}/{found["name"]}/{manifest.Name}";
        }
        catch (ApiException e) when (e.IsNotFound)
        {
            return null;
        }
    }

    private static async Task<JsonObject> JsonAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(CancellationToken.None))!.AsObject();
}
