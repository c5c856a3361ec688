using System.Text.Json;
using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Models;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Controllers;
using LocalCluster.Controllers.Caching;
using LocalCluster.Controllers.Recording;

namespace LocalCluster.Controllers.PersistentVolumeClaims;

/// <summary>Takes a claim through its steps, from pending to bound, in one go.</summary>
internal sealed class ClaimReconciler(KubeClient client, ClusterStores stores, VolumeProvisioner provisioner, EventRecorder recorder) : IReconciler
{
    /// <summary>More steps than any claim needs: beyond it two parties undo each other's work, and the queue's back-off is due.</summary>
    private const int MaxSteps = 10;

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (stores.Claims.Find(key) is not { } claim) return Outcome.AwaitChange;

        for (var step = 0; step < MaxSteps; step++)
        {
            var next = ClaimPlanner.Decide(claim, stores.Volumes.List(), stores.Classes.List());
            if (next is ClaimStep.Wait wait)
            {
                if (wait.Note is { } note) Record(claim, note);
                return Outcome.AwaitChange;
            }

            if (await CarryOutAsync(claim, next, cancellationToken) is not { } changed) return Outcome.AwaitChange;
            claim = changed;
        }

        throw new InvalidOperationException($"Claim {key} takes no end of steps: somebody changes it back.");
    }

    /// <summary>The claim after the step; null when it has to wait for something else to change first.</summary>
    private async Task<PersistentVolumeClaim?> CarryOutAsync(PersistentVolumeClaim claim, ClaimStep step, CancellationToken cancellationToken)
    {
        switch (step)
        {
            case ClaimStep.TakeDefaultClass take:
                return await PatchAsync(claim, new JsonObject { ["spec"] = new JsonObject { ["storageClassName"] = take.ClassName } }, cancellationToken);
            case ClaimStep.NameProvisioner name:
                Record(claim, name.Note);
                return await AnnotateAsync(claim, name.Provisioner, cancellationToken);
            case ClaimStep.Provision provision:
                return await provisioner.ProvisionAsync(claim, provision.Class, cancellationToken) ? claim : null;
            case ClaimStep.Reserve reserve:
                await provisioner.ReserveAsync(reserve.Volume, claim, cancellationToken);
                return claim;
            case ClaimStep.Enter enter:
                return await EnterAsync(claim, enter, cancellationToken);
            case ClaimStep.Report report:
                if (report.Note is { } note) Record(claim, note);
                return await ReportAsync(claim, report.Status, cancellationToken);
            case ClaimStep.Grow grow:
                await provisioner.GrowAsync(grow.Volume, grow.Size, cancellationToken);
                return claim;
            default:
                throw new InvalidOperationException($"No way to carry out {step}.");
        }
    }

    private Task<PersistentVolumeClaim> AnnotateAsync(PersistentVolumeClaim claim, string name, CancellationToken cancellationToken) =>
        PatchAsync(
            claim,
            Annotations(new JsonObject { [ClaimAnnotations.BetaStorageProvisioner] = name, [ClaimAnnotations.StorageProvisioner] = name }),
            cancellationToken);

    private Task<PersistentVolumeClaim> EnterAsync(PersistentVolumeClaim claim, ClaimStep.Enter enter, CancellationToken cancellationToken)
    {
        var annotations = new JsonObject { [ClaimAnnotations.BindCompleted] = "yes" };
        if (enter.Chosen) annotations[ClaimAnnotations.BoundByController] = "yes";
        var patch = Annotations(annotations);
        patch["spec"] = new JsonObject { ["volumeName"] = enter.VolumeName };
        return PatchAsync(claim, patch, cancellationToken);
    }

    private static JsonObject Annotations(JsonObject annotations) => new() { ["metadata"] = new JsonObject { ["annotations"] = annotations } };

    private Task<PersistentVolumeClaim> ReportAsync(
        PersistentVolumeClaim claim, PersistentVolumeClaimStatus status, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToNode(status, KubernetesJson.Default.PersistentVolumeClaimStatus)!.AsObject();
        // What a lost claim had is removed by an explicit null.
        body.TryAdd("accessModes", null);
        body.TryAdd("capacity", null);
        return PatchAsync(claim, new JsonObject { ["status"] = body }, cancellationToken, "status");
    }

    private async Task<PersistentVolumeClaim> PatchAsync(
        PersistentVolumeClaim claim, JsonObject patch, CancellationToken cancellationToken, string? subresource = null)
    {
        if (patch["metadata"] is not JsonObject metadata) patch["metadata"] = metadata = [];
        metadata["uid"] = claim.Metadata.Uid;
        metadata["resourceVersion"] = claim.Metadata.ResourceVersion;
        var options = new WriteOptions { Subresource = subresource };
        return await client.PatchAsync<PersistentVolumeClaim>(ObjectKey.Of(claim), Patch.Merge(patch), options, cancellationToken);
    }

    private void Record(PersistentVolumeClaim claim, ClaimNote note)
    {
        if (note.Warning) recorder.Warning(Reporter.Claims, claim, note.Reason, note.Message);
        else recorder.Normal(Reporter.Claims, claim, note.Reason, note.Message);
    }
}
