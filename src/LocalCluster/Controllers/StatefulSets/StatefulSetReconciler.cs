using Kubernetes.Client;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Controllers;
using LocalCluster.Controllers.Caching;
using LocalCluster.Controllers.Selection;
using LocalCluster.Controllers.StatefulSets.Claims;
using LocalCluster.Controllers.StatefulSets.Planning;
using LocalCluster.Controllers.StatefulSets.Pods;
using LocalCluster.Controllers.StatefulSets.Revisions;

namespace LocalCluster.Controllers.StatefulSets;

/// <summary>One look at a set: claim its pods, find its revisions, plan, act, report, tidy up.</summary>
internal sealed class StatefulSetReconciler(
    ClusterStores stores, Adoption<StatefulSet, Pod> adoption, RevisionKeeper revisions, SetExecutor executor, SetStatusWriter statuses, TimeProvider time)
    : IReconciler
{
    private readonly EditPause _pause = new(time);
    private readonly PlannedCounts _counts = new();

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (stores.Sets.Find(key) is not { } set)
        {
            _pause.Forget(key);
            _counts.Forget(key);
            return Outcome.AwaitChange;
        }

        var pods = await adoption.ClaimAsync(set, pod => Fits(set, pod), cancellationToken);
        if (await revisions.ResolveAsync(set, cancellationToken) is not { } known) return Outcome.AwaitChange;

        var plan = SetPlanner.Decide(Observe(set, pods, known));
        try
        {
            foreach (var stage in plan.Stages) await executor.RunAsync(set, known, stage, cancellationToken);
        }
        catch (Exception e) when (e is ApiException or InvalidOperationException)
        {
            await statuses.WriteAsync(set, plan.StatusIfInterrupted, cancellationToken);
            throw;
        }

        _counts.Remember(set, plan.Status);
        if (_pause.Left(set) is { } pause) return Outcome.RequeueAfter(pause);

        await statuses.WriteAsync(set, plan.Status, cancellationToken);
        await revisions.ExpireAsync(set, known, pods.Select(RevisionOf), cancellationToken);
        return plan.CheckAgainIn is { } wait ? Outcome.RequeueAfter(wait) : Outcome.AwaitChange;
    }

    private static bool Fits(StatefulSet set, Pod pod) =>
        set.Spec?.Selector.Matches(pod.Metadata) == true && PodIdentity.OrdinalOf(set.Metadata.Name ?? "", pod.Metadata.Name) is not null;

    private SetObservation Observe(StatefulSet set, IReadOnlyList<Pod> pods, SetRevisions known) => new()
    {
        Set = SetReading.Read(set) with { CurrentReplicas = _counts.CurrentReplicas(set) },
        Pods = [.. pods.Select(pod => PodReading.Read(set, pod, stores.Claims.Find)).OfType<PodFacts>()],
        Revisions = known.Names,
        StaleClaims = StaleClaims(set),
        Now = time.GetUtcNow(),
    };

    private HashSet<int> StaleClaims(StatefulSet set)
    {
        var facts = SetReading.Read(set);
        return [.. Enumerable.Range(facts.FirstOrdinal, facts.Replicas).Where(ordinal => HasStaleClaim(set, ordinal))];
    }

    private bool HasStaleClaim(StatefulSet set, int ordinal)
    {
        var pod = PodIdentity.PodName(set.Metadata.Name ?? "", ordinal);
        return ClaimFactory.NamesFor(set, ordinal)
            .Select(name => stores.Claims.Find(new ObjectKey(set.Metadata.Namespace, name)))
            .Any(claim => claim is not null && ClaimOwners.IsStaleFor(claim, set, pod));
    }

    private static string RevisionOf(Pod pod) => pod.Metadata.Labels?.GetValueOrDefault(PodIdentity.RevisionLabel) ?? "";
}
