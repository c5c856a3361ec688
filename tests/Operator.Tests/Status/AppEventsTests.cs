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
    public void A_rollout_is_told_when_it_begins_and_when_it_is_complete()
    {
        var before = Status(AppPhase.Healthy) with { StableRevision = "app-1", Rollout = new RolloutStatus { Revision = "app-1" } };
        var during = Status(AppPhase.Progressing) with { StableRevision = "app-1", Rollout = new RolloutStatus { Revision = "app-2" } };
        var after = Status(AppPhase.Healthy) with { StableRevision = "app-2", Rollout = new RolloutStatus { Revision = "app-2" } };

        Assert.Contains(AppEvents.Between(before, during, ApplyReport.Nothing), happened => happened.Reason == "RolloutStarted");
        Assert.Contains(AppEvents.Between(during, after, ApplyReport.Nothing), happened => happened.Reason == "RolloutCompleted");
    }

    private static CounterAppStatus Status(string phase, string reason = "x") => new()
    {
        Phase = phase,
        Message = $"{phase} {reason}",
        Conditions = [new Condition { Type = ConditionType.Ready, Reason = reason }],
    };
}
