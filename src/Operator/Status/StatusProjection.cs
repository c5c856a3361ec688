using Operator.Api;
using Operator.Apply;
using Operator.Observe;
using Operator.Rollout;
using Operator.Status.Conditions;

namespace Operator.Status;

/// <summary>Turns what was seen, decided and done into the status of the app. Pure: the same input gives the same status.</summary>
internal static class StatusProjection
{
    public static CounterAppStatus Project(Observed observed, Decision decision, ApplyReport report, DateTimeOffset now)
    {
        var input = StatusInput.From(observed, decision, report, now);
        var rollout = RolloutProgress.Of(input);
        var headline = Headline.Of(input, rollout);
        return new CounterAppStatus
        {
            ObservedGeneration = observed.App.Metadata.Generation,
            Phase = headline.Phase,
            Message = headline.Message,
            Ready = $"{input.State.Ready}/{input.State.Wanted}",
            Replicas = input.State.Existing,
            ReadyReplicas = input.State.Ready,
            AvailableReplicas = input.State.Available,
            UpdatedReplicas = input.Rising.Updated,
            Selector = Labels.AsText(Labels.Selector(observed.Name, Labels.ComponentOf(rollout.BlueGreen?.Serving ?? observed.Serving))),
            StableRevision = StableRevision(input),
            UpdateRevision = input.Rising.UpdateRevision ?? input.Previous.UpdateRevision,
            NodePort = input.Service?.Spec?.Ports is [{ NodePort: > 0 } port, ..] ? port.NodePort : null,
            Visits = VisitTotals.Volumes(observed) is { Count: > 0 } counts ? counts.Sum(volume => volume.Visits ?? 0) : null,
            Volumes = VisitTotals.Volumes(observed) is { Count: > 0 } volumes ? volumes : null,
            Rollout = rollout,
            HandledActions = Handled(input) is { Count: > 0 } handled ? handled : null,
            Restarts = input.Decision.Record is { } record ? record.Restarts > 0 ? record.Restarts : null : input.Previous.Restarts,
            Conditions =
            [
                AvailableCondition.Of(input),
                ProgressingCondition.Of(input, headline, rollout),
                StorageReadyCondition.Of(input),
                TrafficReadyCondition.Of(input),
                ReadyCondition.Of(input, headline),
            ],
        };
    }

    /// <summary>
    /// Those whose annotation still stands. What was acted on before this pass has just been taken off: whoever sets it again, with the same
    /// value, asks for it again.
    /// </summary>
    private static IReadOnlyList<HandledAction> Handled(StatusInput input) =>
        [.. (input.Decision.Record?.Handled ?? input.Previous.HandledActions ?? [])
            .Where(action => input.Observed.Annotation(action.Annotation) == action.Value && !input.Observed.SpentActions.Contains(action.Annotation))];

    /// <summary>
    /// Ours, because the set's own currentRevision flips when the app is scaled to 0 in the middle of a roll (kubernetes#121534): a revision is
    /// stable once all pods, at least one, have run it and been ready and no step is left, unless somebody has decided against it until then.
    /// A gate that holds the app decides nothing: what was open before stays open.
    /// </summary>
    private static string? StableRevision(StatusInput input) =>
        input.State is { IsSettled: true, Wanted: > 0 } state && state.Updated == state.Wanted && !IsOpen(input)
            ? state.UpdateRevision
            : input.Previous.StableRevision;

    private static bool IsOpen(StatusInput input)
    {
        var record = input.Decision.Record ?? RollRecord.Of(input.Observed);
        return record is { AbortReason: not null } or { Weight: not null } or { BlueGreen.SwitchedAt: not null }
            || (input.Decision.Record is null && record.IsNew && input.Previous.StableRevision is not null);
    }
}
