using Operator.Api;
using Operator.Api.Strategies;
using Operator.Rollout.Colours;
using Operator.Rollout.Gates;

namespace Operator.Rollout.Strategies;

/// <summary>
/// The new revision comes up as a second set beside the first, with claims of its own, and takes over at once: one switch of the Service.
/// Visits are handed over before the switch, for as long as the old colour is up, and a last time before it stops; so none is lost, in
/// either direction.
/// </summary>
internal sealed class BlueGreen : IRolloutStrategy
{
    private static readonly TimeSpan Carry = TimeSpan.FromSeconds(5);

    public string Name => StrategyType.BlueGreen;

    public Decision Plan(RollInput input)
    {
        var colours = input.Record.BlueGreen ?? new BlueGreenStatus { Serving = input.Observed.Serving };
        if (input.Record.IsNew) return Begin(input, colours);
        return IsBeside(colours) ? Preview.Plan(input, Strategy(input), colours) : Serve(input, colours);
    }

    /// <summary>Whether the spec is about the colour that does not serve.</summary>
    public static bool IsBeside(BlueGreenStatus? colours) => colours is { Target: { } target } && target != colours.Serving;

    /// <summary>Whether traffic was switched and can be switched back: the old colour still counts.</summary>
    public static bool CanSwitchBack(BlueGreenStatus? colours) => colours is { SwitchedAt: not null, ClosedAt: null };

    /// <summary>An aborted rollout: back to the colour that is stable, and the other one goes with its visits handed over.</summary>
    public static Decision GoBack(RollInput input)
    {
        var colours = input.Record.BlueGreen!;
        var record = input.Record with { PausedSince = null, PausedUntil = null };
        if (!CanSwitchBack(colours)) return Retirement.Of(input with { Record = record }, Preview.Keep(input));
        var back = Colour.Other(colours.Serving);
        if (input.State.Wanted > 0 && !input.Observed.Beside.Pods.Any(pod => pod is { IsReady: true, IsTerminating: false })) return AwaitOld(input, record, back);
        return new Decision.Advance(input.Plan, [], new Wait(WaitNames.PodsAreStable, WaitKind.Moving, $"Traffic goes back to colour {back}."))
        {
            Record = record with { BlueGreen = colours with { Serving = back, SwitchedAt = null, SwitchedBackAt = input.Now, HandedOverAt = null } },
            HandOver = new HandOver(colours.Serving, back, Closes: false),
        };
    }

    /// <summary>A revision that was given up serves better than no pod at all.</summary>
    private static Decision AwaitOld(RollInput input, RollRecord record, string back)
    {
        var wait = new Wait(
            WaitNames.PodsAreStable,
            WaitKind.Moving,
            $"Traffic stays with colour {record.BlueGreen!.Serving}, because colour {back} has no pod that is ready; it goes back as soon as one is. "
                + $"kubectl describe pod {Names.Pod(input.Observed.Name, 0, back)} -n {input.Observed.Namespace} says more.");
        return KeepOld(input, InPlaceRoll.Plan(input with { Record = record }, input.Plan with { Partition = 0 }, 1), record, wait, null);
    }

    /// <summary>The status says first what becomes of which colour: from there the rollout can be gone on with.</summary>
    private static Decision Begin(RollInput input, BlueGreenStatus colours)
    {
        var begun = input.Record with { IsNew = false };
        var fresh = new BlueGreenStatus { Serving = colours.Serving, Target = colours.Serving, ServingWish = colours.ServingWish };
        if (input is not { Stable: not null, State.Wanted: > 0 } || begun.Wish == colours.ServingWish) return Serve(input with { Record = begun }, fresh);
        var waits = new Wait(WaitNames.RolloutIsRecorded, WaitKind.Waiting, $"Rolls out as colour {input.Observed.Beside.Colour}, beside {colours.Serving}, which serves.");
        if (!input.State.IsTakenUp) return new Decision.Hold([waits]);
        return new Decision.Hold([waits]) { Record = begun with { BlueGreen = fresh with { Target = input.Observed.Beside.Colour, ServingRevision = input.State.UpdateRevision } } };
    }

    /// <summary>The spec is about the colour that serves. After a switch the other one is kept for a while, so that the way back is short.</summary>
    private static Decision Serve(RollInput input, BlueGreenStatus colours)
    {
        var record = input.Record with { BlueGreen = colours };
        var main = InPlaceRoll.Plan(input with { Record = record }, input.Plan with { Partition = 0 }, 1);
        if (!CanSwitchBack(colours) || input.Observed.Beside.IsDown) return Retirement.Of(input, main with { Record = record });
        var step = ColourAnalysis.Walk(input, record, Strategy(input).PostPromotionAnalysis, AnalysisScope.PostPromotion, $"Colour {colours.Serving} serves");
        if (step.Wait is { } judged) return KeepOld(input, main, step.Record, judged, step.LookAt);
        record = step.Record;
        var until = colours.SwitchedAt!.Value.AddSeconds(Strategy(input).ScaleDownDelaySeconds);
        if (record.Promotion == Promotion.Next)
        {
            record = (record with { Promotion = Promotion.None })
                .Answer(Annotations.Promote, input.Observed.Annotation(Annotations.Promote), true, $"Promoted: colour {input.Observed.Beside.Colour} stops now.");
            until = input.Now;
        }

        return until <= input.Now || record.Promotion == Promotion.Full ? Retirement.Of(input, main with { Record = record }) : KeepOld(input, main, record, Kept(input, until), until);
    }

    private static Wait Kept(RollInput input, DateTimeOffset until) => new(
        WaitNames.OldColourIsKept,
        WaitKind.Waiting,
        $"Colour {input.Observed.Beside.Colour} is kept until {until.UtcDateTime:HH:mm:ss} UTC: {ActionCommand.Of(input.Observed, Annotations.Abort, "now")} switches back at once, {ActionCommand.Of(input.Observed, Annotations.Promote, "next")} lets it go now.");

    private static Decision KeepOld(RollInput input, Decision main, RollRecord record, Wait wait, DateTimeOffset? lookAt)
    {
        var old = input.Observed.Beside;
        return main.Besides(wait) with
        {
            Record = record,
            Beside = Retirement.AsLive(input, old.Set?.Spec?.Replicas ?? input.State.Wanted),
            HandOver = new HandOver(old.Colour, input.Observed.Serving, Closes: false),
            LookAt = lookAt < input.Now + Carry ? lookAt : input.Now + Carry,
        };
    }

    private static BlueGreenStrategy Strategy(RollInput input) => input.Spec.UpdateStrategy.BlueGreen ?? new BlueGreenStrategy();
}
