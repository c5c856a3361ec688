using Operator.Api;
using Operator.Rollout.Gates;

namespace Operator.Rollout.Colours;

/// <summary>
/// Takes down the colour that does not serve: its pods count no more, what they have counted is handed over, and only then do they stop. Its
/// claims stay, unless the app asks for no history and nothing is in doubt.
/// </summary>
internal static class Retirement
{
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(2);

    /// <summary>Proxies follow a Service with some delay; a colour that they still lead users to must not refuse them.</summary>
    private static readonly TimeSpan TrafficFollows = TimeSpan.FromSeconds(3);

    /// <summary>The decision, and what has to be done about the other colour besides.</summary>
    public static Decision Of(RollInput input, Decision decision)
    {
        var record = decision.Record ?? input.Record;
        var colours = (record.BlueGreen ?? new BlueGreenStatus()) with { Serving = input.Observed.Serving, Target = input.Observed.Serving };
        if (input.Observed.Beside.IsDown) return Conclude(input, decision, record, colours);
        if ((colours.SwitchedAt ?? colours.SwitchedBackAt) + TrafficFollows is { } until && until > input.Now && colours.ClosedAt is null) return Linger(input, decision, record, colours, until);
        if (input.Observed.Beside.Pods.Count > 0 && !IsClosed(input, colours)) return Close(input, decision, record, colours);
        var wait = new Wait(WaitNames.OldPodsAreGone, WaitKind.Moving, $"Stops the pods of colour {input.Observed.Beside.Colour}; left: {input.Observed.Beside.Pods.Count}.");
        return decision.Besides(wait) with { Record = record with { BlueGreen = colours }, Beside = AsLive(input, replicas: 0) };
    }

    /// <summary>A pod that was made after its colour had been closed counts again, and has to be closed, too.</summary>
    private static bool IsClosed(RollInput input, BlueGreenStatus colours) =>
        colours.ClosedAt is { } at && !input.Observed.Beside.Pods.Any(pod => pod.CreatedAt > at && !pod.IsTerminating);

    /// <summary>The other colour's set as it is, with so many pods, and never with less than all of its claims.</summary>
    public static SetPlan AsLive(RollInput input, int replicas)
    {
        var (colour, set) = (input.Observed.Beside.Colour, input.Observed.Beside.Set);
        return input.Plan with
        {
            Colour = colour,
            Replicas = replicas,
            Partition = 0,
            Template = set?.Spec?.Template ?? input.Observed.StableTemplate ?? input.Plan.Template,
            StorageSize = StorageGrowth.SizeOf(set) ?? input.Plan.StorageSize,
            PodManagementPolicy = set?.Spec?.PodManagementPolicy ?? input.Plan.PodManagementPolicy,
            WhenScaled = "Retain",
        };
    }

    private static Decision Linger(RollInput input, Decision decision, RollRecord record, BlueGreenStatus colours, DateTimeOffset until) =>
        decision.Besides(new Wait(WaitNames.OldColourIsKept, WaitKind.Waiting, $"Traffic leaves colour {input.Observed.Beside.Colour}.")) with
        {
            Record = record with { BlueGreen = colours },
            Beside = input.Observed.Beside.Set is { } set ? AsLive(input, set.Spec?.Replicas ?? 1) : null,
            LookAt = Soonest(decision.LookAt, until),
        };

    private static Decision Close(RollInput input, Decision decision, RollRecord record, BlueGreenStatus colours)
    {
        var (from, to) = (input.Observed.Beside.Colour, input.Observed.Serving);
        if (record.Promotion == Promotion.Full)
        {
            // Once more, and then whatever comes of it.
            record = (record with { Promotion = Promotion.None })
                .Answer(Annotations.Promote, input.Observed.Annotation(Annotations.Promote), true, $"Colour {from} stops now; what it has not handed over stays on its volumes.");
            colours = colours with { ClosedAt = input.Now, HasDoubts = true };
        }

        var wait = new Wait(
            WaitNames.VisitsAreHandedOver,
            WaitKind.Moving,
            $"Colour {from} hands its last visits over to {to} before it stops; if it cannot, {ActionCommand.Of(input.Observed, Annotations.Promote, "full")} stops it with what it has not handed over kept on its volumes.");
        return decision.Besides(wait) with
        {
            Record = record with { BlueGreen = colours },
            Beside = input.Observed.Beside.Set is { } set ? AsLive(input, set.Spec?.Replicas ?? 1) : null,
            HandOver = new HandOver(from, to, Closes: true),
            LookAt = Soonest(decision.LookAt, input.Now + TryAgain),
        };
    }

    private static Decision Conclude(RollInput input, Decision decision, RollRecord record, BlueGreenStatus colours)
    {
        var isOver = decision is Decision.Settled;
        var spare = input.Spec.RevisionHistoryLimit == 0 && colours is { ClosedAt: not null, HasDoubts: not true }
            ? input.Observed.Claims.Where(claim => claim.Colour == input.Observed.Beside.Colour && claim.Ordinal < colours.Closed && !claim.IsTerminating).Select(claim => claim.Uid).ToList()
            : [];
        return decision with
        {
            Record = record with
            {
                BlueGreen = new BlueGreenStatus
                {
                    Serving = colours.Serving,
                    Target = colours.Serving,
                    ServingRevision = record.AbortReason is null ? null : colours.ServingRevision,
                    ServingWish = isOver && record.AbortReason is null ? record.Wish : colours.ServingWish,
                },
            },
            Clearance = spare.Count > 0 ? new Clearance(null, spare, "revisionHistoryLimit is 0 and all its visits have been handed over") : null,
        };
    }

    private static DateTimeOffset? Soonest(DateTimeOffset? one, DateTimeOffset other) => one is null || other < one ? other : one;
}
