namespace LocalCluster.Controllers.StatefulSets.Planning;

/// <summary>
/// Decides what a StatefulSet needs next, from one observation. The rules and their order are those of Kubernetes 1.36 with its
/// feature gates at their defaults: fill the wanted ordinals, then scale down, then replace one pod of an older revision.
/// </summary>
internal static class SetPlanner
{
    public static SetPlan Decide(SetObservation observed)
    {
        var counted = StatusCount.Of(observed);
        if (observed.Set.Deleting) return Plan(observed, [], counted, rolls: false);

        var slots = PodSlots.Of(observed.Set, observed.Pods);
        return observed.Set.Ordered ? InOrder(observed, slots, counted) : AllAtOnce(observed, slots, counted);
    }

    /// <summary>OrderedReady: the first thing that has to be waited for ends the plan.</summary>
    private static SetPlan InOrder(SetObservation observed, PodSlots slots, SetStatus counted)
    {
        List<IReadOnlyList<SetAction>> stages = [];
        foreach (var slot in slots.Wanted)
        {
            stages.AddRange(Fill(observed, slot).Select(action => (IReadOnlyList<SetAction>)[action]));
            if (MustWaitFor(observed, slot)) return Plan(observed, stages, counted, rolls: false);
        }

        stages.AddRange(HandOvers(slots).Select(action => (IReadOnlyList<SetAction>)[action]));
        if (slots.Condemned is [var highest, ..])
        {
            if (MayScaleAway(observed, slots, highest)) stages.Add([new SetAction.DeletePod(highest)]);
            return Plan(observed, stages, counted, rolls: false);
        }

        return WithRoll(observed, slots, stages, counted);
    }

    /// <summary>Parallel: nothing waits for anything, except that an update still takes one pod at a time.</summary>
    private static SetPlan AllAtOnce(SetObservation observed, PodSlots slots, SetStatus counted)
    {
        List<IReadOnlyList<SetAction>> stages =
        [
            [.. slots.Wanted.SelectMany(slot => Fill(observed, slot))],
            [.. HandOvers(slots)],
            [.. slots.Condemned.Where(pod => !pod.Terminating).Select(pod => new SetAction.DeletePod(pod))],
        ];
        return WithRoll(observed, slots, stages, counted);
    }

    private static IEnumerable<SetAction> Fill(SetObservation observed, PodSlot slot)
    {
        if (slot.Pod is not { } pod)
        {
            if (!observed.StaleClaims.Contains(slot.Ordinal)) yield return new SetAction.CreatePod(slot.Ordinal, RevisionFor(observed, slot.Ordinal));
        }
        else if (pod.IsFinished)
        {
            if (!pod.Terminating) yield return new SetAction.DeletePod(pod);
        }
        else if (!pod.IdentityMatches && !WaitsForReadiness(observed, pod))
        {
            yield return new SetAction.RepairPod(pod);
        }
        else if ((pod.Phase == PodPhase.Pending && !pod.ClaimsExist) || (!pod.ClaimOwnersMatch && TakesOwners(observed, pod)))
        {
            yield return new SetAction.CompleteClaims(pod);
        }
    }

    /// <summary>
    /// An ordinal below the partition comes back as it was; every other one at the new revision. Without a partition the pods that were
    /// counted at the current revision are taken to be the lowest ones.
    /// </summary>
    private static string RevisionFor(SetObservation observed, int ordinal) =>
        observed.Set.Update is UpdateRule.Rolling rolling && ordinal < observed.Set.FirstOrdinal + (rolling.Partition ?? observed.Set.CurrentReplicas)
            ? observed.Revisions.Current
            : observed.Revisions.Update;

    private static bool MustWaitFor(SetObservation observed, PodSlot slot) =>
        slot.Pod is not { } pod || pod.IsFinished || pod.IsUnavailable(observed.Set.MinReady, observed.Now);

    private static bool WaitsForReadiness(SetObservation observed, PodFacts pod) =>
        observed.Set.Ordered && pod.IsUnavailable(observed.Set.MinReady, observed.Now);

    private static bool TakesOwners(SetObservation observed, PodFacts pod) =>
        pod.Phase == PodPhase.Pending || !WaitsForReadiness(observed, pod);

    private static IEnumerable<SetAction> HandOvers(PodSlots slots) =>
        slots.Condemned.Where(pod => !pod.ClaimOwnersMatch).Select(pod => new SetAction.HandOverClaims(pod));

    private static bool MayScaleAway(SetObservation observed, PodSlots slots, PodFacts pod) =>
        !pod.Terminating
        && (!pod.IsUnavailable(observed.Set.MinReady, observed.Now) || pod == slots.FirstUnavailable(observed.Set, observed.Now));

    private static SetPlan WithRoll(SetObservation observed, PodSlots slots, List<IReadOnlyList<SetAction>> stages, SetStatus counted)
    {
        if (NextToReplace(observed, slots) is not { } pod) return Plan(observed, stages, counted, rolls: false);

        stages.Add([new SetAction.DeletePod(pod)]);
        return Plan(observed, stages, counted, rolls: true);
    }

    /// <summary>
    /// The highest pod of an older revision, unless a pod above it is still on its way. Whether that pod itself works does not
    /// matter: a broken one is replaced like any other, but only when it is its turn.
    /// </summary>
    private static PodFacts? NextToReplace(SetObservation observed, PodSlots slots)
    {
        if (observed.Set.Update is not UpdateRule.Rolling rolling) return null;

        foreach (var slot in slots.Wanted.Skip(rolling.Partition ?? 0).Reverse())
        {
            if (slot.Pod is not { } pod) return null;
            if (pod.Revision != observed.Revisions.Update && !pod.Terminating) return pod;
            if (pod.IsUnavailable(observed.Set.MinReady, observed.Now)) return null;
        }

        return null;
    }

    private static SetPlan Plan(SetObservation observed, List<IReadOnlyList<SetAction>> stages, SetStatus counted, bool rolls)
    {
        // Upstream takes the pod that it has just deleted off the current replicas, whichever revision it had.
        var afterRoll = rolls ? counted with { CurrentReplicas = counted.CurrentReplicas - 1 } : counted;
        return new SetPlan
        {
            Stages = [.. stages.Where(stage => stage.Count > 0)],
            Status = StatusCount.CompleteRoll(observed.Set, afterRoll),
            StatusIfInterrupted = StatusCount.CompleteRoll(observed.Set, counted),
            CheckAgainIn = NextAvailability(observed),
        };
    }

    private static TimeSpan? NextAvailability(SetObservation observed) =>
        observed.Pods
            .Where(pod => pod is { IsReady: true, Terminating: false } && !pod.IsAvailable(observed.Set.MinReady, observed.Now))
            .Select(pod => (TimeSpan?)(pod.ReadySince!.Value + observed.Set.MinReady - observed.Now))
            .Min();
}
