using Operator.Api;
using Operator.Api.Strategies;
using Operator.Rollout.Gates;
using Operator.Rollout.Stepping;
using Operator.Rollout.Strategies;

namespace Operator.Rollout.Colours;

/// <summary>
/// The new revision comes up as the other colour, while the colour that serves stays as it is: ready, judged, promoted, given the visits of
/// the old one, and then the Service switches.
/// </summary>
internal static class Preview
{
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(2);

    public static Decision Plan(RollInput input, BlueGreenStrategy strategy, BlueGreenStatus colours)
    {
        var kept = Keep(input);
        if (kept is Decision.Hold) return kept;
        if (Outdated(input) is { } uid) return Rising(kept, input.Record, null, "Makes the second StatefulSet anew.") with { Clearance = new Clearance(uid, [], "its immutable fields have changed") };
        var record = input.Record;
        if (Rise(input, strategy, colours) is var (plan, removals, waits) && waits is not null)
            return Rising(kept, record, plan, waits) is Decision.Advance rising ? rising with { Removals = [.. rising.Removals, .. removals] } : kept;
        if (colours.Promoted is null)
        {
            var step = Judge(input, strategy, colours);
            if (step.Wait is not null) return Previewed(kept, step.Record, plan, step.Wait) with { LookAt = step.LookAt };
            (record, colours) = (step.Record, step.Record.BlueGreen!);
            if (plan.Replicas < input.State.Wanted) return Rising(kept, record, plan with { Replicas = input.State.Wanted }, "Brings up the pods that the preview did without.");
        }

        return colours.HandedOverAt is null && colours.Promoted != BlueGreenStatus.InFull
            ? HandOverFirst(input, kept, record, plan)
            : Switch(input, kept, record, colours, plan);
    }

    /// <summary>The colour that serves, with the template that it has had: the spec is about the other one.</summary>
    public static Decision Keep(RollInput input) => input.Observed.StableTemplate is { } template
        ? InPlaceRoll.Plan(input, input.Plan with { Template = template, Partition = 0 }, 1)
        : new Decision.Hold([new Wait(WaitNames.RolloutIsRecorded, WaitKind.Refused, $"Revision {input.Record.BlueGreen?.ServingRevision}, which serves, is no longer in the cluster: set spec.updateStrategy.type to RollingUpdate to replace it in place.")])
        {
            Record = input.Record,
        };

    /// <summary>The second set, if it is a left-over whose immutable fields are others, and has no pods to lose.</summary>
    private static string? Outdated(RollInput input) => input.Observed.Beside is { IsDown: true, Set: { } set }
        && (set.Spec?.PodManagementPolicy != input.Plan.PodManagementPolicy || StorageGrowth.SizeOf(set) is not { } size || size != input.Plan.StorageSize)
            ? set.Metadata.Uid
            : null;

    /// <summary>All pods of the preview at once: nobody depends on them yet. The sentence is null once they are ready.</summary>
    private static (SetPlan Plan, IReadOnlyList<PodRemoval> Removals, string? Waits) Rise(RollInput input, BlueGreenStrategy strategy, BlueGreenStatus colours)
    {
        var wanted = input.State.Wanted;
        var replicas = colours.Promoted is null ? Math.Min(strategy.PreviewReplicas ?? wanted, wanted) : wanted;
        var live = Retirement.AsLive(input, replicas);
        var plan = input.Observed.Beside.IsDown ? input.Plan with { Colour = live.Colour, Replicas = replicas, Partition = 0, WhenScaled = "Retain" } : live with { Template = null };
        var beside = input.Beside(plan);
        return InPlaceRoll.Plan(beside, plan, "100%") is Decision.Advance advance
            ? (plan, advance.Removals, $"Brings up colour {plan.Colour}: {char.ToLowerInvariant(beside.State.Wait.Message[0])}{beside.State.Wait.Message[1..]}")
            : (plan, [], Missing(beside, plan));
    }

    /// <summary>The set's status is behind its pods: one that has just been lost is still counted there.</summary>
    private static string? Missing(RollInput beside, SetPlan plan)
    {
        var ready = beside.Pods.Count(pod => pod.IsReady && !pod.IsTerminating && pod.Ordinal < plan.Replicas);
        return ready < plan.Replicas ? $"Brings up colour {plan.Colour}: {ready} of {plan.Replicas} pods are ready." : null;
    }

    private static StepResult Judge(RollInput input, BlueGreenStrategy strategy, BlueGreenStatus colours)
    {
        var analysis = ColourAnalysis.Walk(input, input.Record, strategy.PrePromotionAnalysis, AnalysisScope.PrePromotion, $"Colour {input.Observed.Beside.Colour} is ready");
        return analysis.Wait is null ? Promote(input, analysis.Record, strategy, colours) : analysis;
    }

    private static StepResult Promote(RollInput input, RollRecord record, BlueGreenStrategy strategy, BlueGreenStatus colours)
    {
        if (record.Promotion != Promotion.None)
        {
            var answered = record.Answer(Annotations.Promote, input.Observed.Annotation(Annotations.Promote), true, $"Promoted: traffic is switched to colour {input.Observed.Beside.Colour}.");
            return StepResult.Done(Promoted(answered, colours, record.Promotion == Promotion.Full ? BlueGreenStatus.InFull : BlueGreenStatus.AsPlanned));
        }

        var since = record.PausedSince ?? input.Now;
        var until = strategy.AutoPromotion ? since.AddSeconds(strategy.AutoPromotionSeconds ?? 0) : default(DateTimeOffset?);
        if (until <= input.Now) return StepResult.Done(Promoted(record, colours, BlueGreenStatus.AsPlanned));
        var end = until is { } at ? $"traffic is switched at {at.UtcDateTime:HH:mm:ss} UTC" : "traffic is switched when somebody promotes it";
        var message = $"Colour {input.Observed.Beside.Colour} is ready behind Service {Names.PreviewService(input.Observed.Name)}; {end}. "
            + $"{ActionCommand.Of(input.Observed, Annotations.Promote, "next")} switches now, {ActionCommand.Of(input.Observed, Annotations.Abort, "now")} goes back.";
        return new StepResult(record with { PausedSince = since, PausedUntil = until }, new Wait(WaitNames.PauseIsOver, WaitKind.Paused, message))
        {
            LookAt = until,
        };
    }

    private static RollRecord Promoted(RollRecord record, BlueGreenStatus colours, string how) =>
        record with { Promotion = Promotion.None, PausedSince = null, PausedUntil = null, BlueGreen = colours with { Promoted = how } };

    private static Decision HandOverFirst(RollInput input, Decision kept, RollRecord record, SetPlan plan)
    {
        var (from, to) = (input.Observed.Serving, plan.Colour);
        var wait = new Wait(
            WaitNames.VisitsAreHandedOver,
            WaitKind.Moving,
            $"Colour {to} takes over the visits of {from} before traffic is switched; if it cannot, {ActionCommand.Of(input.Observed, Annotations.Promote, "full")} switches without those that are missing, which stay on their volumes.");
        return Previewed(kept, record, plan, wait) with { HandOver = new HandOver(from, to, Closes: false), LookAt = input.Now + TryAgain };
    }

    private static Decision Switch(RollInput input, Decision kept, RollRecord record, BlueGreenStatus colours, SetPlan plan)
    {
        var switched = record with { BlueGreen = colours with { Serving = plan.Colour, SwitchedAt = input.Now, HandedOverAt = null } };
        return Previewed(kept, switched, plan, new Wait(WaitNames.OldColourIsKept, WaitKind.Waiting, $"Traffic goes to colour {plan.Colour}.")) with
        {
            HandOver = new HandOver(input.Observed.Serving, plan.Colour, Closes: false),
            IsPreviewed = false,
        };
    }

    private static Decision Rising(Decision kept, RollRecord record, SetPlan? plan, string message) =>
        Previewed(kept, record, plan, new Wait(WaitNames.PreviewIsReady, WaitKind.Moving, message));

    private static Decision Previewed(Decision kept, RollRecord record, SetPlan? plan, Wait wait) =>
        kept.Besides(wait) with { Record = record, Beside = plan, IsPreviewed = true };
}
