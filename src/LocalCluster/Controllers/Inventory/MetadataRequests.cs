using System.Text.Json;
using Kubernetes.Client;
using Kubernetes.Models;
using Kubernetes.Models.Meta;

namespace LocalCluster.Controllers.Inventory;

/// <summary>Reads objects of any kind by their metadata alone.</summary>
internal static class MetadataRequests
{
    public static KubeRequest List(ResourceType type, ListOptions options) => Requests.MetadataOnly(Requests.List(type, options));

    public static KubeRequest Watch(ResourceType type, WatchOptions options) => Requests.MetadataOnly(Requests.Watch(type, options));

    /// <summary>The object's metadata, or null when there is none.</summary>
    public static async Task<ObjectMeta?> FindAsync(this KubeClient client, ResourceType type, ObjectKey key, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await client.SendAsync(Requests.MetadataOnly(Requests.Get(type, key)), cancellationToken);
            await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
            return (await JsonSerializer.DeserializeAsync(body, KubernetesJson.Default.PartialObjectMetadata, cancellationToken))?.Metadata;
        }
        catch (ApiException e) when (e.IsNotFound)
        {
            return null;
        }
    }

    public static async Task<ResourceList<PartialObjectMetadata>> ListAsync(
        this KubeClient client, ResourceType type, ListOptions options, CancellationToken cancellationToken)
    {
        using var answer = await client.SendAsync(List(type, options), cancellationToken);
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        return await JsonSerializer.DeserializeAsync(body, InventoryJson.Default.ResourceListPartialObjectMetadata, cancellationToken)
            ?? throw new JsonException($"The list of {type} is null.");
    }
}
