using Operator.Api;
using Operator.Api.Strategies;
using Operator.Observe;

namespace Operator.Rollout;

/// <summary>
/// What is remembered of a rollout from one pass to the next. It comes from the status and goes back there, and nowhere else: whoever
/// reads it can go on where an operator that died has stopped.
/// </summary>
internal sealed record RollRecord
{
    /// <summary>Which wish it is about; see <see cref="PodWish"/>.</summary>
    public required string Wish { get; init; }

    /// <summary>Whether the wish is not the one that the status speaks of.</summary>
    public bool IsNew { get; init; }

    public int StepIndex { get; init; }

    public int? StepCount { get; init; }

    /// <summary>Percentage that the new revision is to have; null when no strategy with steps is at work.</summary>
    public int? Weight { get; init; }

    public int? ActualWeight { get; init; }

    public DateTimeOffset? PausedSince { get; init; }

    public DateTimeOffset? PausedUntil { get; init; }

    public string? AbortReason { get; init; }

    /// <summary>What its analyses have measured.</summary>
    public IReadOnlyList<AnalysisTally> Analysis { get; init; } = [];

    /// <summary>What each volume had counted when it began, where an analysis wants to know.</summary>
    public IReadOnlyList<VolumeVisits> Volumes { get; init; } = [];

    /// <summary>The colours of an app that has used a second one.</summary>
    public BlueGreenStatus? BlueGreen { get; init; }

    /// <summary>How many restarts have been asked for in the app's life.</summary>
    public int Restarts { get; init; }

    /// <summary>What a person asks for in this pass.</summary>
    public Promotion Promotion { get; init; }

    /// <summary>Annotations that have been acted on and still stand on the object.</summary>
    public IReadOnlyList<HandledAction> Handled { get; init; } = [];

    /// <summary>The record as the status has it, or a fresh one when the spec asks something else of the pods than it did.</summary>
    public static RollRecord Of(Observed observed)
    {
        var status = observed.App.Status;
        var restarts = status?.Restarts ?? 0;
        var record = new RollRecord
        {
            Wish = PodWish.Of(observed.App.Spec, restarts),
            Restarts = restarts,
            BlueGreen = status?.Rollout?.BlueGreen ?? (observed.Serving == Colour.Green ? new BlueGreenStatus { Serving = Colour.Green } : null),
            Handled = [.. (status?.HandledActions ?? []).Where(action => observed.Annotation(action.Annotation) == action.Value)],
        };
        return status?.Rollout is { } rollout && rollout.Wish == record.Wish
            ? record with
            {
                StepIndex = rollout.StepIndex ?? 0,
                StepCount = rollout.StepCount,
                Weight = rollout.Weight,
                PausedSince = rollout.PausedSince,
                PausedUntil = rollout.PausedUntil,
                AbortReason = rollout.AbortReason,
                Analysis = rollout.Analysis ?? [],
                Volumes = rollout.Volumes ?? [],
            }
            : record.StartOver() with { Volumes = VisitsBefore(observed) };
    }

    /// <summary>From the first step, as if the wish were new.</summary>
    public RollRecord StartOver() => new() { Wish = Wish, IsNew = true, Restarts = Restarts, BlueGreen = BlueGreen, Volumes = Volumes, Handled = Handled };

    /// <summary>What is left when the strategy has no steps any more.</summary>
    public RollRecord WithoutSteps() =>
        Weight is null ? this : this with { StepIndex = 0, StepCount = null, Weight = null, ActualWeight = null, PausedSince = null, PausedUntil = null };

    /// <summary>The same spec, with pods that are made anew.</summary>
    public RollRecord Restart(Observed observed) => StartOver() with { Wish = PodWish.Of(observed.App.Spec, Restarts + 1), Restarts = Restarts + 1, Volumes = VisitsBefore(observed) };

    private static IReadOnlyList<VolumeVisits> VisitsBefore(Observed observed) =>
        AnalysisScope.All(observed.App.Spec.UpdateStrategy).Any(plan => plan.Metrics.Any(metric => metric.Provider.Pods?.Metric == PodsMetric.Visits)) ? observed.App.Status?.Volumes ?? [] : [];

    public RollRecord Answer(string annotation, string? value, bool isDone, string answer) => this with
    {
        Handled = [.. Handled.Where(action => action.Annotation != annotation), new HandledAction { Annotation = annotation, Value = value, Done = isDone, Answer = answer }],
    };
}
