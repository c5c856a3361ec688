using System.Globalization;
using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Controllers;
using LocalCluster.Controllers.Caching;
using LocalCluster.Controllers.PersistentVolumeClaims;
using LocalCluster.Controllers.Recording;

namespace LocalCluster.Controllers.Scheduling;

/// <summary>Binds a pod to a node, or says in its PodScheduled condition why it cannot.</summary>
internal sealed class SchedulingReconciler(KubeClient client, ClusterStores stores, EventRecorder recorder, TimeProvider time) : IReconciler
{
    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (stores.Pods.Find(key) is not { } pod) return Outcome.AwaitChange;

        switch (PodPlacer.Decide(pod, View()))
        {
            case Placement.Bind bind:
                await BindAsync(pod, bind, cancellationToken);
                break;
            case Placement.Refuse refuse:
                await RefuseAsync(pod, refuse.Message, cancellationToken);
                break;
        }

        return Outcome.AwaitChange;
    }

    private ClusterView View() => new()
    {
        Nodes = stores.Nodes.List(),
        Pods = stores.Pods.List(),
        FindClaim = stores.Claims.Find,
        FindNamespace = name => stores.Namespaces.Find(new ObjectKey(null, name)),
        FindClass = name => stores.Classes.Find(new ObjectKey(null, name)),
    };

    private async Task BindAsync(Pod pod, Placement.Bind bind, CancellationToken cancellationToken)
    {
        if (bind.ClaimsToProvision.Count > 0)
        {
            // The claims' binding brings the pod back here.
            foreach (var claim in bind.ClaimsToProvision) await SelectNodeAsync(claim, bind.Node, cancellationToken);
            return;
        }

        try
        {
            await client.CreateAsync(Binding.Of(pod, bind.Node), new WriteOptions { Subresource = "binding" }, cancellationToken);
        }
        catch (ApiException e) when (e.IsNotFound || e.IsConflict)
        {
            // Gone, or bound already: the watch will tell.
            return;
        }

        recorder.Normal(Reporter.Scheduler, pod, "Scheduled", $"Successfully assigned {ObjectKey.Of(pod)} to {bind.Node}", "Binding");
    }

    private async Task SelectNodeAsync(PersistentVolumeClaim claim, string node, CancellationToken cancellationToken)
    {
        var annotations = new JsonObject { [ClaimAnnotations.SelectedNode] = node };
        var patch = new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = annotations } };
        await client.PatchAsync<PersistentVolumeClaim>(ObjectKey.Of(claim), Patch.Merge(patch), null, cancellationToken);
    }

    private async Task RefuseAsync(Pod pod, string message, CancellationToken cancellationToken)
    {
        var before = pod.Status?.Conditions?.FirstOrDefault(condition => condition.Type == "PodScheduled");
        if (before is { Status: "False", Reason: "Unschedulable" } && before.Message == message) return;

        recorder.Warning(Reporter.Scheduler, pod, "FailedScheduling", message, "Scheduling");
        var since = before is { Status: "False", LastTransitionTime: { } earlier } ? earlier : time.GetUtcNow();
        var condition = new JsonObject
        {
            ["type"] = "PodScheduled",
            ["status"] = "False",
            ["reason"] = "Unschedulable",
            ["message"] = message,
            ["observedGeneration"] = pod.Metadata.Generation,
            ["lastTransitionTime"] = since.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        };
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject { ["uid"] = pod.Metadata.Uid },
            ["status"] = new JsonObject { ["conditions"] = new JsonArray(condition) },
        };
        await PatchStatusAsync(pod, patch, cancellationToken);
    }

    private async Task PatchStatusAsync(Pod pod, JsonObject patch, CancellationToken cancellationToken)
    {
        try
        {
            var options = new WriteOptions { Subresource = "status" };
            await client.PatchAsync<Pod>(ObjectKey.Of(pod), Patch.StrategicMerge(patch), options, cancellationToken);
        }
        catch (ApiException e) when (e.IsNotFound)
        {
            // The pod did not wait for a place.
        }
    }
}
