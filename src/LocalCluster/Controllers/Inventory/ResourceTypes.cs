using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Kubernetes.Client;
using Kubernetes.Models.Extensions;
using Kubernetes.Models.Meta;

namespace LocalCluster.Controllers.Inventory;

/// <summary>Which kinds there are: the built-in ones by discovery, the others by their definitions.</summary>
internal static class ResourceTypes
{
    /// <summary>The built-in kinds whose objects can be listed, watched and deleted.</summary>
    public static async Task<IReadOnlyList<ResourceType>> DiscoverAsync(KubeClient client, CancellationToken cancellationToken)
    {
        var groups = await ReadAsync(client, "/apis", InventoryJson.Default.GroupList, cancellationToken);
        List<ResourceType> types = [.. await DiscoverAsync(client, "", "v1", "/api/v1", cancellationToken)];
        foreach (var group in groups.Groups ?? [])
        {
            if (group.PreferredVersion is not { } version) continue;
            var name = version.GroupVersion[(version.GroupVersion.IndexOf('/') + 1)..];
            types.AddRange(await DiscoverAsync(client, group.Name, name, $"/apis/{version.GroupVersion}", cancellationToken));
        }

        return types;
    }

    /// <summary>The kind that a definition adds; null when it serves no version.</summary>
    public static ResourceType? Of(CustomResourceDefinition definition) =>
        definition.Spec is { } spec && spec.Versions?.FirstOrDefault(candidate => candidate.Served) is { } version
            ? new ResourceType(spec.Group, version.Name, spec.Names?.Kind ?? "", spec.Names?.Plural ?? "", spec.Scope == "Namespaced")
            : null;

    public static bool IsEstablished(CustomResourceDefinition definition) =>
        definition.Status?.Conditions?.Any(condition => condition is { Type: "Established", Status: "True" }) == true;

    private static async Task<IEnumerable<ResourceType>> DiscoverAsync(
        KubeClient client, string group, string version, string path, CancellationToken cancellationToken)
    {
        var resources = await ReadAsync(client, path, InventoryJson.Default.ResourceKindList, cancellationToken);
        return (resources.Resources ?? [])
            .Where(resource => resource.Can("list", "watch", "delete"))
            .Select(resource => new ResourceType(group, version, resource.Kind, resource.Name, resource.Namespaced));
    }

    private static async Task<T> ReadAsync<T>(KubeClient client, string path, JsonTypeInfo<T> json, CancellationToken cancellationToken)
    {
        using var answer = await client.SendAsync(new KubeRequest(HttpMethod.Get, path) { Verb = "discover" }, cancellationToken);
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        return await JsonSerializer.DeserializeAsync(body, json, cancellationToken) ?? throw new JsonException($"The answer of {path} is null.");
    }
}
