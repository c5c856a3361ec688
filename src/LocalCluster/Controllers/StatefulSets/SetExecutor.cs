using System.Text.Json;
using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Models;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using LocalCluster.Controllers.Caching;
using LocalCluster.Controllers.StatefulSets.Claims;
using LocalCluster.Controllers.StatefulSets.Planning;
using LocalCluster.Controllers.StatefulSets.Pods;
using LocalCluster.Controllers.StatefulSets.Revisions;

namespace LocalCluster.Controllers.StatefulSets;

/// <summary>Carries out the actions of a plan.</summary>
internal sealed class SetExecutor(KubeClient client, KindView<Pod> pods, ClaimKeeper claims, SetEvents events)
{
    /// <summary>
    /// Carries out one stage: first one action, then two at once, then four … so that a set whose pods the server refuses does not
    /// flood it. A failure ends the stage after its batch.
    /// </summary>
    public async Task RunAsync(StatefulSet set, SetRevisions revisions, IReadOnlyList<SetAction> stage, CancellationToken cancellationToken)
    {
        var batch = 1;
        for (var done = 0; done < stage.Count; done += batch, batch *= 2)
        {
            var next = stage.Skip(done).Take(batch);
            await Task.WhenAll(next.Select(action => RunAsync(set, revisions, action, cancellationToken)));
        }
    }

    private Task RunAsync(StatefulSet set, SetRevisions revisions, SetAction action, CancellationToken cancellationToken) => action switch
    {
        SetAction.CreatePod create => CreateAsync(set, revisions, create, cancellationToken),
        SetAction.DeletePod delete => DeleteAsync(set, delete.Pod, cancellationToken),
        SetAction.CompleteClaims complete => CompleteAsync(set, complete.Pod, cancellationToken),
        SetAction.RepairPod repair => RepairAsync(set, repair.Pod, cancellationToken),
        SetAction.HandOverClaims handOver => SetOwnersAsync(set, handOver.Pod, cancellationToken),
        _ => throw new InvalidOperationException($"No way to carry out {action}."),
    };

    private async Task CreateAsync(StatefulSet set, SetRevisions revisions, SetAction.CreatePod create, CancellationToken cancellationToken)
    {
        var pod = PodFactory.Make(set, revisions.TemplateOf(create.Revision), create.Revision, create.Ordinal);
        try
        {
            await claims.EnsureAsync(set, create.Ordinal, cancellationToken);
            pod = await client.CreateAsync(pod, null, cancellationToken);
        }
        catch (Exception e) when (e is InvalidOperationException or ApiException { IsAlreadyExists: false })
        {
            events.PodFailed(set, "create", pod.Metadata.Name ?? "", e.Message);
            throw;
        }

        events.PodDone(set, "create", pod.Metadata.Name ?? "");
        await claims.SetOwnersAsync(set, pod, create.Ordinal, cancellationToken);
    }

    private async Task DeleteAsync(StatefulSet set, PodFacts pod, CancellationToken cancellationToken)
    {
        try
        {
            var options = new DeleteOptions { Preconditions = new Preconditions { Uid = pod.Uid } };
            await client.DeleteAsync<Pod>(KeyOf(set, pod), options, cancellationToken);
            events.PodDone(set, "delete", pod.Name);
        }
        catch (ApiException e) when (e.IsNotFound || e.IsConflict)
        {
            // Gone already, or followed by a new one.
        }
        catch (ApiException e)
        {
            events.PodFailed(set, "delete", pod.Name, e.Message);
            throw;
        }
    }

    private async Task CompleteAsync(StatefulSet set, PodFacts pod, CancellationToken cancellationToken)
    {
        await claims.EnsureAsync(set, pod.Ordinal, cancellationToken);
        await SetOwnersAsync(set, pod, cancellationToken);
    }

    private async Task SetOwnersAsync(StatefulSet set, PodFacts facts, CancellationToken cancellationToken)
    {
        if (pods.Find(KeyOf(set, facts)) is { } pod) await claims.SetOwnersAsync(set, pod, facts.Ordinal, cancellationToken);
    }

    private async Task RepairAsync(StatefulSet set, PodFacts facts, CancellationToken cancellationToken)
    {
        if (pods.Find(KeyOf(set, facts)) is not { } pod) return;

        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["resourceVersion"] = pod.Metadata.ResourceVersion,
                ["labels"] = new JsonObject
                {
                    [PodIdentity.PodNameLabel] = facts.Name,
                    [PodIdentity.PodIndexLabel] = PodIdentity.Text(facts.Ordinal),
                },
            },
        };
        if (!PodReading.VolumesMatch(set, pod, facts.Ordinal))
        {
            await claims.EnsureAsync(set, facts.Ordinal, cancellationToken);
            patch["spec"] = new JsonObject { ["volumes"] = VolumesJson(PodFactory.VolumesFor(set, pod.Spec?.Volumes, facts.Ordinal)) };
        }

        await PatchAsync(set, facts, patch, cancellationToken);
        await claims.SetOwnersAsync(set, pod, facts.Ordinal, cancellationToken);
    }

    private async Task PatchAsync(StatefulSet set, PodFacts facts, JsonObject patch, CancellationToken cancellationToken)
    {
        try
        {
            await client.PatchAsync<Pod>(KeyOf(set, facts), Patch.Merge(patch), null, cancellationToken);
            events.PodDone(set, "update", facts.Name);
        }
        catch (ApiException e) when (!e.IsConflict)
        {
            // The server refuses new volumes for a pod that exists: the set waits, and says so, until somebody deletes the pod.
            events.PodFailed(set, "update", facts.Name, e.Message);
            throw;
        }
    }

    private static JsonArray VolumesJson(IReadOnlyList<Volume>? volumes) =>
        [.. (volumes ?? []).Select(volume => JsonSerializer.SerializeToNode(volume, KubernetesJson.Default.Volume))];

    private static ObjectKey KeyOf(StatefulSet set, PodFacts pod) => new(set.Metadata.Namespace, pod.Name);
}
