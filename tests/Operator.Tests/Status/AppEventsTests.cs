using Kubernetes.Models.Meta;
using Operator.Api;
using Operator.Apply;
using Operator.Status;

namespace Operator.Tests.Status;

public sealed class AppEventsTests
{
    [Fact]
    public void Where_nothing_changes_nothing_is_told() =>
        Assert.Empty(AppEvents.Between(Status(AppPhase.Healthy), Status(AppPhase.Healthy), new ApplyReport([new ChildOutcome.Unchanged("Service", "app")])));

    [Fact]
    public void What_was_done_is_told() =>
        Assert.Equal(
            ["Created StatefulSet app", "Updated Service app: spec.type: NodePort → ClusterIP"],
            AppEvents.Between(
                null,
                Status(AppPhase.Pending),
                new ApplyReport([new ChildOutcome.Created("StatefulSet", "app"), new ChildOutcome.Updated("Service", "app", "spec.type: NodePort → ClusterIP")]))
                .Select(happened => happened.Note));

    [Fact]
    public void Getting_worse_is_a_warning_and_getting_well_is_not()
    {
        var worse = Assert.Single(AppEvents.Between(Status(AppPhase.Healthy), Status(AppPhase.Degraded, "NodePortConflict"), ApplyReport.Nothing));
        var well = Assert.Single(AppEvents.Between(Status(AppPhase.Degraded, "NodePortConflict"), Status(AppPhase.Healthy), ApplyReport.Nothing));

        Assert.Equal((true, "NodePortConflict"), (worse.IsWarning, worse.Reason));
        Assert.Equal((false, "Healthy"), (well.IsWarning, well.Reason));
    }

    [Fact]
    public void The_same_trouble_is_told_once() =>
        Assert.Empty(AppEvents.Between(Status(AppPhase.Degraded, "X"), Status(AppPhase.Degraded, "X"), ApplyReport.Nothing));

    [Fact]
    public void Webhooks_are_told_when_trouble_begins_and_not_each_time_that_it_changes_its_name()
    {
        Assert.Equal([("ErrImagePull", NotificationEvent.Degraded)], Told(Status(AppPhase.Progressing), Status(AppPhase.Degraded, "ErrImagePull")));
        Assert.Equal([("ImagePullBackOff", null)], Told(Status(AppPhase.Degraded, "ErrImagePull"), Status(AppPhase.Degraded, "ImagePullBackOff")));
    }

    [Fact]
    public void A_rollout_is_told_when_it_begins_and_when_it_is_complete()
    {
        Assert.Equal([("RolloutStarted", NotificationEvent.Started)], Told(Rest, Under));
        Assert.Equal([("RolloutCompleted", NotificationEvent.Finished)], Told(Under, Status(AppPhase.Healthy) with { StableRevision = "app-2", Rollout = Under.Rollout! with { CompletedAt = Noon } }));
    }

    [Fact]
    public void A_rollout_that_goes_back_to_the_stable_revision_is_complete_too()
    {
        var back = Status(AppPhase.Progressing) with { StableRevision = "app-1", Rollout = new RolloutStatus { Revision = "app-1" } };

        Assert.Equal([("RolloutStarted", NotificationEvent.Started)], Told(Under, back));
        Assert.Equal([("RolloutCompleted", NotificationEvent.Finished)], Told(back, Rest));
    }

    [Fact]
    public void The_first_pods_of_an_app_are_no_rollout() =>
        Assert.Equal([("Healthy", null)], Told(Status(AppPhase.Pending) with { Rollout = new RolloutStatus { Revision = "app-1" } }, Rest));

    [Fact]
    public void A_pause_is_told_once_with_the_command_that_ends_it()
    {
        var paused = At(AppPhase.Paused, "PauseIsOver", 1) with { Message = "kubectl annotate" };

        var told = AppEvents.Between(At(AppPhase.Progressing, "RollingOut", 0), paused, ApplyReport.Nothing);

        Assert.Equal(["RolloutStepCompleted", "RolloutPaused"], told.Select(one => one.Reason));
        Assert.Equal("kubectl annotate", told.Single(one => one.Notifies == NotificationEvent.Paused).Note);
        Assert.Empty(Told(paused, paused));
    }

    [Fact]
    public void A_pause_after_a_pause_is_told_and_so_is_an_app_that_is_paused_in_one()
    {
        Assert.Equal(["RolloutStepCompleted", "RolloutPaused"], Reasons(At(AppPhase.Paused, "PauseIsOver", 1), At(AppPhase.Paused, "PauseIsOver", 2)));
        Assert.Equal(["Paused"], Reasons(At(AppPhase.Paused, "PauseIsOver", 1), At(AppPhase.Paused, "NotPaused", 1)));
    }

    [Fact]
    public void What_a_person_moves_is_told_by_the_answer_alone()
    {
        var promoted = At(AppPhase.Progressing, "RollingOut", 2) with { HandledActions = [Answer(Annotations.Promote)] };
        var aborted = At(AppPhase.Progressing, "PodsAreStable", 1) with { HandledActions = [Answer(Annotations.Abort)] };

        Assert.Equal([("ActionDone", NotificationEvent.Promoted)], Told(At(AppPhase.Paused, "PauseIsOver", 1), promoted));
        Assert.Equal([("ActionDone", NotificationEvent.Aborted)], Told(At(AppPhase.Paused, "PauseIsOver", 1), aborted with { Rollout = aborted.Rollout! with { AbortReason = "asked for" } }));
        Assert.Empty(Told(promoted, promoted));
    }

    [Fact]
    public void What_aborts_itself_is_told_once_and_its_way_back_is_no_rollout()
    {
        var aborted = At(AppPhase.Degraded, "RolloutAborted", 1);
        aborted = aborted with { Rollout = aborted.Rollout! with { AbortReason = "no progress" } };

        Assert.Equal([("RolloutAborted", NotificationEvent.Aborted)], Told(At(AppPhase.Progressing, "RollingOut", 1), aborted));
        Assert.Empty(Told(aborted, aborted with { Rollout = aborted.Rollout with { Revision = "app-1", CompletedAt = Noon } }));
    }

    [Fact]
    public void The_switch_to_another_colour_is_told_once_and_the_way_back_by_what_aborts_it()
    {
        var beside = Under with { Rollout = Under.Rollout! with { BlueGreen = new BlueGreenStatus { Serving = "blue", Target = "green" } } };
        var switched = beside with { Rollout = beside.Rollout! with { BlueGreen = new BlueGreenStatus { Serving = "green", Target = "green", SwitchedAt = Noon } } };

        Assert.Equal([("TrafficSwitched", NotificationEvent.Step)], Told(beside, switched));
        Assert.Equal([("TrafficSwitched", NotificationEvent.Step)], Told(beside, switched with { Rollout = switched.Rollout! with { Revision = "app-1" } }));
        Assert.Empty(Told(switched with { Rollout = switched.Rollout with { Revision = "app-1" } }, switched));
        Assert.Equal(
            [("RolloutAborted", NotificationEvent.Aborted)],
            Told(switched, beside with { Rollout = beside.Rollout! with { AbortReason = "measured" } }));
    }

    [Fact]
    public void A_refused_action_is_answered_each_time()
    {
        var refused = Rest with { HandledActions = [Answer(Annotations.Promote) with { Done = false }] };

        var told = Assert.Single(AppEvents.Between(Rest, refused, ApplyReport.Nothing));

        Assert.Equal(("ActionRefused", true, null), (told.Reason, told.IsWarning, told.Transition));
    }

    [Fact]
    public void A_transition_has_one_name_however_often_it_is_seen_and_the_same_one_later_has_another()
    {
        var later = Rest with { Rollout = Rest.Rollout! with { StartedAt = Noon.AddHours(1) } };

        var (first, again) = (Name(Rest, Under), Name(Rest, Under with { Message = "in other words", Rollout = Under.Rollout! with { StartedAt = Noon.AddSeconds(9) } }));

        Assert.Equal(first, again);
        Assert.NotEqual(first, Name(later, Under));
        Assert.NotEqual(first, Name(Rest, Under with { Rollout = Under.Rollout! with { Revision = "app-3" } }));
    }

    private static readonly DateTimeOffset Noon = new(2031, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static CounterAppStatus Rest { get; } = Status(AppPhase.Healthy) with { StableRevision = "app-1", Rollout = new RolloutStatus { Revision = "app-1", CompletedAt = Noon } };

    private static CounterAppStatus Under { get; } = Status(AppPhase.Progressing) with { StableRevision = "app-1", Rollout = new RolloutStatus { Revision = "app-2" } };

    private static CounterAppStatus At(string phase, string reason, int step) =>
        Status(phase, reason) with { StableRevision = "app-1", Rollout = new RolloutStatus { Revision = "app-2", StepIndex = step, StepCount = 4 } };

    private static HandledAction Answer(string annotation) => new() { Annotation = annotation, Value = "now", Done = true, Answer = "Done." };

    private static IEnumerable<(string, string?)> Told(CounterAppStatus before, CounterAppStatus now) =>
        AppEvents.Between(before, now, ApplyReport.Nothing).Select(happened => (happened.Reason, happened.Notifies));

    private static IEnumerable<string> Reasons(CounterAppStatus before, CounterAppStatus now) => Told(before, now).Select(one => one.Item1);

    private static string? Name(CounterAppStatus before, CounterAppStatus now) => Assert.Single(AppEvents.Between(before, now, ApplyReport.Nothing)).Transition;

    [Theory]
    [InlineData(AnalysisVerdict.Succeeded, "AnalysisSucceeded", false)]
    [InlineData(AnalysisVerdict.Failed, "AnalysisFailed", true)]
    [InlineData(AnalysisVerdict.Inconclusive, "AnalysisInconclusive", true)]
    public void A_metric_that_comes_to_a_verdict_is_told_once(string verdict, string reason, bool isWarning)
    {
        CounterAppStatus With(string verdict) => Status(AppPhase.Progressing) with
        {
            Rollout = new RolloutStatus { Analysis = [new AnalysisTally { Scope = "step-2", Metric = "rate", Verdict = verdict, Message = "metric rate failed: 1 of 1 measurement failed" }] },
        };

        var told = Assert.Single(AppEvents.Between(With(AnalysisVerdict.Running), With(verdict), ApplyReport.Nothing));
        Assert.Equal((reason, isWarning), (told.Reason, told.IsWarning));
        Assert.Contains("Analysis step-2: metric rate failed: 1 of 1 measurement failed", told.Note, StringComparison.Ordinal);
        Assert.Empty(AppEvents.Between(With(verdict), With(verdict), ApplyReport.Nothing));
        Assert.Empty(AppEvents.Between(With(AnalysisVerdict.Running), With(AnalysisVerdict.Ended), ApplyReport.Nothing));
    }

    private static CounterAppStatus Status(string phase, string reason = "x") => new()
    {
        Phase = phase,
        Message = $"{phase} {reason}",
        Conditions = [new Condition { Type = ConditionType.Ready, Reason = reason }],
    };
}
