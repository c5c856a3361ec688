using Kubernetes.Models;
using Operator.Api.Strategies;
using Operator.Observe;
using Operator.Rollout.Gates;
using Operator.Rollout.Stepping;

namespace Operator.Rollout.Strategies;

/// <summary>
/// The new revision takes over in place, pod by pod from the highest ordinal, so that every pod keeps its volume. Template and a parked
/// partition go out in one apply, and then the partition comes down step by step. Pods below the partition run the stable revision and no
/// other.
/// </summary>
internal sealed class Canary : IRolloutStrategy
{
    private static readonly IntOrString OneAtATime = 1;

    public string Name => StrategyType.Canary;

    public Decision Plan(RollInput input)
    {
        var strategy = input.Spec.UpdateStrategy.Canary ?? new CanaryStrategy();
        if (Overtaken.Of(input) is { } back) return back;
        if (!HasSomethingToKeep(input)) return InPlaceRoll.Plan(Without(input), input.Plan with { Partition = 0 }, OneAtATime);
        if (input.Record.IsNew) return Park(input, [], input.State.Wait);
        if (!input.State.IsObserved) return new Decision.Advance(At(input, input.Record), [], input.State.Wait) { Record = input.Record };
        if (input.State.UpdateRevision == input.Stable) return Rest(input);
        return input.CanComeBack && Strangers(input) is { Count: > 0 } strangers
            ? Park(input, OneOf(input, strangers), Overtaken.Wait)
            : Walk(input, strategy);
    }

    /// <summary>
    /// Whether there are pods of a stable revision: without any, no step protects anybody. A rollout whose steps have begun goes through all of
    /// them: those after 100 % may still send every pod back.
    /// </summary>
    private static bool HasSomethingToKeep(RollInput input) =>
        input is { Stable: not null, State.Wanted: > 0 } && (input.Record.Weight is not null || input.CanComeBack || input.Pods.Any(pod => pod.Revision == input.Stable));

    /// <summary>Nothing to roll out, or back to what is stable: no step stands between a pod and the stable revision.</summary>
    private static Decision Rest(RollInput input)
    {
        var isBack = input.Pods.All(pod => pod.Revision == input.Stable);
        return InPlaceRoll.Plan(Without(input), input.Plan with { Partition = isBack ? input.LivePartition ?? 0 : 0 }, OneAtATime);
    }

    private static Decision Walk(RollInput input, CanaryStrategy strategy)
    {
        var background = CanaryBackground.Walk(input, strategy);
        var result = background.Wait is null ? CanarySteps.Walk(input with { Record = background.Record }, strategy.Steps ?? []) : background;
        var record = result.Record with { ActualWeight = Share(input), AbortReason = result.AbortReason };
        if (result.Wait is { Kind: WaitKind.Moving } late && strategy.AbortOnDeadline && input.IsLate)
            record = record with { AbortReason = $"no progress for {input.Spec.ProgressDeadlineSeconds} s. {late.Message}" };
        if (result.Wait is null && input.State.IsSettled) return new Decision.Settled(At(input, record)) { Record = record with { Weight = null } };
        var plan = At(input, record);
        IReadOnlyList<PodRemoval> removals = input.LivePartition == plan.Partition
            ? [.. InPlaceRoll.Removals(input, plan.Partition, 1), .. OneOf(input, input.Pods.Where(pod => pod.Ordinal < plan.Partition && pod.Revision != input.Stable))]
            : [];
        return new Decision.Advance(plan, removals, result.Wait ?? input.State.Wait) { Record = record, LookAt = Soonest(result.LookAt, background.LookAt) };
    }

    private static DateTimeOffset? Soonest(DateTimeOffset? one, DateTimeOffset? other) => one < other || other is null ? one : other;

    private static Decision.Advance Park(RollInput input, IReadOnlyList<PodRemoval> removals, Wait wait)
    {
        var record = input.Record with { Weight = 0, ActualWeight = Share(input), StepCount = input.Spec.UpdateStrategy.Canary?.Steps?.Count ?? 0 };
        var plan = At(input, record);
        return new(plan, input.LivePartition == plan.Partition && !input.Record.IsNew ? removals : [], wait) { Record = record };
    }

    /// <summary>Pods of neither the stable nor the new revision: a rollout that another one has overtaken. One that is on its way out still serves.</summary>
    private static IReadOnlyList<ObservedPod> Strangers(RollInput input) =>
        [.. input.Pods.Where(pod => pod.Revision != input.Stable && pod.Revision != input.State.UpdateRevision)];

    /// <summary>One pod that serves at a time, and none while another one is away. Pods that are not ready go at once.</summary>
    private static IReadOnlyList<PodRemoval> OneOf(RollInput input, IEnumerable<ObservedPod> pods)
    {
        if (!input.CanComeBack) return [];
        var going = pods.Where(pod => !pod.IsTerminating).ToList();
        var ready = going.Where(pod => pod.IsReady).Take(Math.Max(0, 1 - input.Unavailable));
        return [.. going.Where(pod => !pod.IsReady).Concat(ready).Select(pod => new PodRemoval(pod.Name, pod.Uid, $"it goes back to revision {input.Stable}", false))];
    }

    private static SetPlan At(RollInput input, RollRecord record) => input.Plan with
    {
        Partition = record.Weight is { } weight ? input.State.Wanted - CanaryShare.Pods(weight, input.State.Wanted) : input.LivePartition ?? 0,
    };

    private static RollInput Without(RollInput input) => input with { Record = input.Record with { Weight = null, StepIndex = 0, StepCount = null } };

    private static int Share(RollInput input) =>
        CanaryShare.Percent(input.Pods.Count(pod => pod.Revision == input.State.UpdateRevision && pod.Revision != input.Stable), input.State.Wanted);
}
