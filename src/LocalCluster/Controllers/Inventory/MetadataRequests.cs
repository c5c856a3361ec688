using System.Text.Json;
using Kubernetes.Client;
using Kubernetes.Models;
using Kubernetes.Models.Meta;

namespace LocalCluster.Controllers.Inventory;

/// <summary>Reads objects of any kind by their metadata alone.</summary>
internal static class MetadataRequests
{
    private const string PartialObject = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json";

    private const string PartialList = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json";

    public static KubeRequest List(ResourceType type, ListOptions options) => Requests.List(type, options) with { Accept = PartialList };

    public static KubeRequest Watch(ResourceType type, WatchOptions options) => Requests.Watch(type, options) with { Accept = PartialObject };

    /// <summary>The object's metadata, or null when there is none.</summary>
    public static async Task<ObjectMeta?> FindAsync(this KubeClient client, ResourceType type, ObjectKey key, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await client.SendAsync(Requests.Get(type, key) with { Accept = PartialObject }, cancellationToken);
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
