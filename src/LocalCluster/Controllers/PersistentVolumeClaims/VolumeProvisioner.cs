using System.Text.Json;
using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Models;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Models.StorageClasses;
using LocalCluster.Controllers.Caching;
using LocalCluster.Controllers.Recording;

namespace LocalCluster.Controllers.PersistentVolumeClaims;

/// <summary>Makes, reserves, enlarges and removes volumes; those of our own class are directories.</summary>
internal sealed class VolumeProvisioner(
    KubeClient client, ClusterStores stores, VolumeDirectories directories, EventRecorder recorder, TimeProvider time)
{
    private static readonly Reporter Self = Reporter.Provisioner(DefaultStorageClass.Provisioner);

    /// <summary>
    /// No real storage is there in no time. Whoever made a claim has taken its own next steps by then, such as a set that enters itself
    /// as the owner, and the order in which a watcher sees them is that of a real cluster.
    /// </summary>
    private static readonly TimeSpan Effort = TimeSpan.FromMilliseconds(150);

    /// <summary>False when there is something to wait for first, such as the end of the volume of an earlier claim of this name.</summary>
    public async Task<bool> ProvisionAsync(PersistentVolumeClaim claim, StorageClass storageClass, CancellationToken cancellationToken)
    {
        if (directories.Choose(claim, stores.Volumes.List()) is not { } path) return false;

        Record(claim, ClaimNotes.Provisioning($"{claim.Metadata.Namespace}/{claim.Metadata.Name}"));
        VolumeDirectories.Create(path);
        await Task.Delay(Effort, time, cancellationToken);
        try
        {
            await client.CreateAsync(ProvisionedVolume.For(claim, storageClass, path), null, cancellationToken);
        }
        catch (ApiException e) when (e.IsAlreadyExists)
        {
            // Made before; the watch will show it.
            return false;
        }

        Record(claim, ClaimNotes.Provisioned(ProvisionedVolume.NameFor(claim)));
        return true;
    }

    public Task ReserveAsync(PersistentVolume volume, PersistentVolumeClaim claim, CancellationToken cancellationToken)
    {
        var reference = JsonSerializer.SerializeToNode(ProvisionedVolume.ReferenceTo(claim), KubernetesJson.Default.ObjectReference);
        return PatchAsync(
            volume,
            new JsonObject
            {
                ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [ClaimAnnotations.BoundByController] = "yes" } },
                ["spec"] = new JsonObject { ["claimRef"] = reference },
            },
            cancellationToken);
    }

    public Task GrowAsync(PersistentVolume volume, Quantity size, CancellationToken cancellationToken) => PatchAsync(
        volume, new JsonObject { ["spec"] = new JsonObject { ["capacity"] = new JsonObject { ["storage"] = size.ToString() } } }, cancellationToken);

    public Task ReportAsync(PersistentVolume volume, string phase, CancellationToken cancellationToken) =>
        PatchAsync(volume, new JsonObject { ["status"] = new JsonObject { ["phase"] = phase } }, cancellationToken, "status");

    /// <summary>The data first: a volume that is gone while its data stays would hand them to a stranger.</summary>
    public async Task ReclaimAsync(PersistentVolume volume, CancellationToken cancellationToken)
    {
        directories.Delete(volume);
        var options = new DeleteOptions { Preconditions = new Preconditions { Uid = volume.Metadata.Uid } };
        await client.DeleteAsync<PersistentVolume>(ObjectKey.Of(volume), options, cancellationToken);
    }

    public Task LetGoAsync(PersistentVolume volume, CancellationToken cancellationToken)
    {
        var finalizers = (volume.Metadata.Finalizers ?? []).Where(finalizer => finalizer != ClaimAnnotations.VolumeProtection);
        var remaining = new JsonArray([.. finalizers.Select(finalizer => JsonValue.Create(finalizer))]);
        return PatchAsync(volume, new JsonObject { ["metadata"] = new JsonObject { ["finalizers"] = remaining } }, cancellationToken);
    }

    private async Task PatchAsync(PersistentVolume volume, JsonObject patch, CancellationToken cancellationToken, string? subresource = null)
    {
        if (patch["metadata"] is not JsonObject metadata) patch["metadata"] = metadata = [];
        metadata["resourceVersion"] = volume.Metadata.ResourceVersion;
        var options = new WriteOptions { Subresource = subresource };
        await client.PatchAsync<PersistentVolume>(ObjectKey.Of(volume), Patch.Merge(patch), options, cancellationToken);
    }

    private void Record(PersistentVolumeClaim claim, ClaimNote note) => recorder.Normal(Self, claim, note.Reason, note.Message);
}
