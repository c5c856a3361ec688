using Kubernetes.Models.Meta;
using Operator.Api;
using Operator.Apply;
using Operator.Observe;
using Operator.Rollout;
using Operator.Status;

namespace Operator.Tests.Rollout;

public sealed class ActionsTests
{
    [Theory]
    [InlineData(Annotations.Promote, "ful", "counterapp.io/promote=ful asks for nothing: write counterapp.io/promote=next or counterapp.io/promote=full.")]
    [InlineData(Annotations.Abort, "false", "counterapp.io/abort=false asks for nothing: write counterapp.io/abort=now.")]
    [InlineData(Annotations.Restart, "full", "counterapp.io/restart=full asks for nothing: write counterapp.io/restart=now.")]
    [InlineData(Annotations.Retry, "now", "There is nothing to retry: the rollout is not aborted.")]
    [InlineData(Annotations.Abort, "now", "There is nothing to go back to: no revision has been stable yet.")]
    [InlineData("counterapp.io/promte", "next", "counterapp.io/promte is none of the operator's annotations: write counterapp.io/promote, counterapp.io/abort, counterapp.io/retry, counterapp.io/restart.")]
    public void What_cannot_be_done_is_answered_with_what_to_write(string annotation, string value, string sentence)
    {
        var answer = Answer(annotation, value);

        Assert.Equal((false, sentence), (answer.Done, answer.Answer));
    }

    [Theory]
    [InlineData("now")]
    [InlineData("true")]
    public void A_restart_is_counted_once_for_each_time_it_is_asked_for(string value)
    {
        var observed = App(Annotations.Restart, value);

        var record = Actions.Take(observed, RollRecord.Of(observed));

        Assert.Equal((1, true), (record.Restarts, Assert.Single(record.Handled).Done));
        var again = observed with { App = observed.App with { Status = new CounterAppStatus { Restarts = 1, HandledActions = record.Handled } } };
        Assert.Equal(1, Actions.Take(again, RollRecord.Of(again)).Restarts);
    }

    [Fact]
    public void What_is_set_again_with_the_same_value_is_answered_again()
    {
        var asked = App(Annotations.Retry, "now");
        var refused = Status(asked);
        var takenOff = Status(asked with { App = asked.App with { Status = refused } });

        Assert.Equal((false, "now"), (refused.HandledActions![0].Done, refused.HandledActions[0].Value));
        Assert.Null(takenOff.HandledActions);
        Assert.Contains(Annotations.Retry, (asked with { App = asked.App with { Status = takenOff } }).PendingActions);
    }

    private static CounterAppStatus Status(Observed observed)
    {
        var decision = new Decision.Hold([new Wait("x", WaitKind.Waiting, "Waits.")]) { Record = Actions.Take(observed, RollRecord.Of(observed)) };
        return StatusProjection.Project(observed, decision, ApplyReport.Nothing, DateTimeOffset.UnixEpoch);
    }

    private static HandledAction Answer(string annotation, string value)
    {
        var observed = App(annotation, value);
        return Assert.Single(Actions.Take(observed, RollRecord.Of(observed)).Handled);
    }

    private static Observed App(string annotation, string value) => new()
    {
        App = new CounterApp { Metadata = new ObjectMeta { Name = "web", Namespace = "default", Annotations = new Dictionary<string, string> { [annotation] = value } } },
    };
}
