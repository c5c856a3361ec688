using Kubernetes.Models.Core;
using Operator.Api;
using Operator.Apply;
using Operator.Observe;
using Operator.Rollout;

namespace Operator.Status;

/// <summary>All that a status is made of: what was seen, what was decided, what became of it, and when.</summary>
internal sealed record StatusInput
{
    public required Observed Observed { get; init; }

    public required Decision Decision { get; init; }

    public required ApplyReport Report { get; init; }

    public required DateTimeOffset Now { get; init; }

    public required RollState State { get; init; }

    /// <summary>The colour that a rollout brings up beside the one that serves; <see cref="State"/> where there is none.</summary>
    public required RollState Rising { get; init; }

    public required StorageGrowth Growth { get; init; }

    /// <summary>Pods that will not start by themselves.</summary>
    public required IReadOnlyList<StuckPods.Stuck> Stuck { get; init; }

    /// <summary>The Service that users call, as it is by now.</summary>
    public Service? Service => Report.Service ?? Observed.Service;

    public CounterAppSpec Spec => Observed.App.Spec;

    public CounterAppStatus Previous => Observed.App.Status ?? new CounterAppStatus();

    /// <summary>What it waits for by now; null at rest. A set that was changed since the decision was made has to be taken up first.</summary>
    public Wait? Wait => Decision.Wait switch
    {
        null when State.IsSettled => null,
        null => State.Wait,
        { Kind: WaitKind.Moving } when HasChangedSet(Report) && Decision is Decision.Advance { Beside: null } => State.Wait,
        var wait when Report.HandOver?.Trouble is { } trouble => wait with { Message = $"{wait.Message} Now {trouble}." },
        var wait => wait,
    };

    public static StatusInput From(Observed observed, Decision decision, ApplyReport report, DateTimeOffset now) => new()
    {
        Observed = observed,
        Decision = decision,
        Report = report,
        Rising = decision is { Beside: { } beside, Record: { AbortReason: null, BlueGreen.Target: { } target } } && beside.Colour == target ? RollState.Of(observed.AsBeside(beside.Replicas)) : StateAfter(RollState.Of(observed), report),
        Now = new DateTimeOffset(now.UtcDateTime.AddTicks(-(now.UtcDateTime.Ticks % TimeSpan.TicksPerSecond)), TimeSpan.Zero),
        State = StateAfter(RollState.Of(observed), report),
        Growth = StorageGrowth.Of(observed),
        Stuck = StuckPods.Among(
            observed.Pods.Where(pod => pod.Ordinal < observed.App.Spec.Replicas).Concat(decision.IsPreviewed ? observed.Beside.Pods : []), observed.App.Spec, now),
    };

    private static RollState StateAfter(RollState state, ApplyReport report) => HasChangedSet(report) ? state.Changed() : state;

    private static bool HasChangedSet(ApplyReport report) =>
        report.Outcomes.Any(outcome => outcome is { Kind: "StatefulSet" } and (ChildOutcome.Created or ChildOutcome.Updated or ChildOutcome.Removed));
}
