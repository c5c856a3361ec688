using System.Globalization;
using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Controllers;
using LocalCluster.Controllers.Caching;
using LocalCluster.Controllers.Recording;
using LocalCluster.Controllers.Selection;

namespace LocalCluster.Controllers.Deployments;

/// <summary>One look at a deployment: the ReplicaSet of its template, how many pods each of its sets may have, its status, old history.</summary>
internal sealed class DeploymentReconciler(KubeClient client, ClusterStores stores, EventRecorder recorder, TimeProvider time) : IReconciler
{
    private readonly Adoption<Deployment, ReplicaSet> _adoption = new(client, stores.ReplicaSets);

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (stores.Deployments.Find(key) is not { } deployment || deployment.Metadata.DeletionTimestamp is not null) return Outcome.AwaitChange;

        List<ReplicaSet> sets = [.. await _adoption.ClaimAsync(deployment, set => deployment.Spec?.Selector.Matches(set.Metadata) == true, cancellationToken)];
        var current = TemplateSets.Find(deployment, sets);
        if (deployment.Spec?.Paused == true)
        {
            await ScaleAsync(deployment, ProportionalPlan.Decide(deployment, current, sets), cancellationToken);
            return await ReportAsync(deployment, current, sets, cancellationToken);
        }

        if (current is null)
        {
            await CreateAsync(deployment, sets, cancellationToken);
            return Outcome.AwaitChange;
        }

        if (ProportionalPlan.IsScaled(deployment, sets) && ProportionalPlan.Decide(deployment, current, sets) is { Count: > 0 } shares)
        {
            await ScaleAsync(deployment, shares, cancellationToken);
            return await ReportAsync(deployment, current, sets, cancellationToken);
        }

        if (await NumberAsync(deployment, current, sets, cancellationToken)) return Outcome.AwaitChange;

        await ScaleAsync(deployment, RollPlan.Decide(deployment, current, [.. sets.Where(set => set.Metadata.Uid != current.Metadata.Uid)]), cancellationToken);
        await ForgetAsync(deployment, current, sets, cancellationToken);
        return await ReportAsync(deployment, current, sets, cancellationToken);
    }

    private async Task CreateAsync(Deployment deployment, List<ReplicaSet> sets, CancellationToken cancellationToken)
    {
        var set = TemplateSets.Make(deployment, TemplateSets.NextRevision(sets), RollPlan.FirstSize(deployment, sets));
        try
        {
            await client.CreateAsync(set, null, cancellationToken);
        }
        catch (ApiException e) when (e.IsAlreadyExists)
        {
            // Made at the last look; the watch will show it.
            return;
        }

        if (set.Spec?.Replicas is > 0 and var replicas) Tell(deployment, set, 0, replicas);
    }

    /// <summary>The newest template has the highest revision, also when it is an old one again; the deployment shows it.</summary>
    private async Task<bool> NumberAsync(Deployment deployment, ReplicaSet current, List<ReplicaSet> sets, CancellationToken cancellationToken)
    {
        var others = sets.Where(set => set.Metadata.Uid != current.Metadata.Uid).ToList();
        var revision = Math.Max(TemplateSets.RevisionOf(current), TemplateSets.NextRevision(others)).ToString(CultureInfo.InvariantCulture);
        var wrote = false;
        var wanted = TemplateSets.AnnotationsOf(deployment, revision);
        if (wanted.Any(one => current.Metadata.Annotations?.GetValueOrDefault(one.Key) != one.Value))
        {
            await client.PatchAsync<ReplicaSet>(ObjectKey.Of(current), Annotated(wanted), null, cancellationToken);
            wrote = true;
        }

        if (deployment.Metadata.Annotations?.GetValueOrDefault(TemplateSets.RevisionAnnotation) == revision) return wrote;

        await client.PatchAsync<Deployment>(
            ObjectKey.Of(deployment), Annotated(new Dictionary<string, string> { [TemplateSets.RevisionAnnotation] = revision }), null, cancellationToken);
        return true;
    }

    private static Patch Annotated(IReadOnlyDictionary<string, string> annotations) => Patch.Merge(new JsonObject
    {
        ["metadata"] = new JsonObject { ["annotations"] = new JsonObject(annotations.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)one.Value))) },
    });

    private async Task ScaleAsync(Deployment deployment, IReadOnlyList<(ReplicaSet Set, int Replicas)> plan, CancellationToken cancellationToken)
    {
        foreach (var (set, replicas) in plan) await ScaleAsync(deployment, set, replicas, cancellationToken);
    }

    /// <summary>A set also learns how many pods its deployment wants, by which a later change of that number is seen.</summary>
    private async Task ScaleAsync(Deployment deployment, ReplicaSet set, int replicas, CancellationToken cancellationToken)
    {
        var sizes = TemplateSets.SizesOf(deployment).Select(one => KeyValuePair.Create(one.Key, (JsonNode?)one.Value));
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject { ["resourceVersion"] = set.Metadata.ResourceVersion, ["annotations"] = new JsonObject(sizes) },
            ["spec"] = new JsonObject { ["replicas"] = replicas },
        };
        await client.PatchAsync<ReplicaSet>(ObjectKey.Of(set), Patch.Merge(patch), null, cancellationToken);
        if (set.Spec?.Replicas != replicas) Tell(deployment, set, set.Spec?.Replicas ?? 0, replicas);
    }

    private void Tell(Deployment deployment, ReplicaSet set, int before, int after) => recorder.Normal(
        Reporter.Deployments, deployment, "ScalingReplicaSet",
        string.Create(CultureInfo.InvariantCulture, $"Scaled {(after > before ? "up" : "down")} replica set {set.Metadata.Name} from {before} to {after}"));

    private async Task ForgetAsync(Deployment deployment, ReplicaSet current, List<ReplicaSet> sets, CancellationToken cancellationToken)
    {
        var old = sets.Where(set => set.Metadata.Uid != current.Metadata.Uid && set is { Spec.Replicas: 0, Status.Replicas: 0 })
            .OrderBy(TemplateSets.RevisionOf)
            .ToList();
        foreach (var set in old.Take(old.Count - (deployment.Spec?.RevisionHistoryLimit ?? 10)))
            await client.DeleteAsync<ReplicaSet>(ObjectKey.Of(set), null, cancellationToken);
    }

    private async Task<Outcome> ReportAsync(Deployment deployment, ReplicaSet? current, List<ReplicaSet> sets, CancellationToken cancellationToken)
    {
        var status = DeploymentReport.Of(deployment, current, sets, time.GetUtcNow());
        if (!DeploymentReport.IsWrittenIn(deployment, status))
        {
            var patch = new JsonObject { ["metadata"] = new JsonObject { ["resourceVersion"] = deployment.Metadata.ResourceVersion }, ["status"] = status };
            await client.PatchAsync<Deployment>(ObjectKey.Of(deployment), Patch.Merge(patch), new WriteOptions { Subresource = "status" }, cancellationToken);
        }

        return DeploymentProgress.TimeLeft(deployment, time.GetUtcNow()) is { } left ? Outcome.RequeueAfter(left) : Outcome.AwaitChange;
    }
}
