using Kubernetes.Models.Meta;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Operator.Api;
using Operator.Api.Strategies;
using Operator.Observe;
using Operator.Observe.Measuring;
using TestKit;

namespace Operator.Tests.Observe.Measuring;

public sealed class MeasurerTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TaskCompletionSource<MetricReading> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _asked;
    private bool _givenUp;

    [Fact]
    public async Task Who_asks_never_waits_and_is_told_when_there_is_something()
    {
        await using var measurer = Create();
        var told = new TaskCompletionSource<ObjectKey>();
        measurer.Measured += told.SetResult;

        Assert.Empty(measurer.Take(An(due: Now)));
        _answer.SetResult(new MetricReading.Number(1));
        Assert.Equal(new ObjectKey("default", "app"), await told.Task.WaitAsync(TimeSpan.FromSeconds(10)));

        var taken = Assert.Single(measurer.Take(An(due: Now)));
        Assert.Equal((new DueMeasurement("step-1", "rate", Now), Now, new MetricReading.Number(1)), (taken.Due, taken.At, taken.Reading));
    }

    [Fact]
    public async Task What_is_under_way_is_not_set_off_twice_and_what_was_counted_is_let_go()
    {
        await using var measurer = Create();
        measurer.Take(An(due: Now));
        measurer.Take(An(due: Now));
        _answer.SetResult(new MetricReading.Number(1));
        await Eventually.Succeeds(() => Task.FromResult(Assert.Single(measurer.Take(An(due: Now)))));

        Assert.Equal(1, _asked);
        Assert.Empty(measurer.Take(An(due: Now.AddSeconds(10))));
        Assert.Empty(measurer.Take(An(due: null)));
    }

    [Fact]
    public async Task What_is_not_due_yet_is_not_measured_nor_is_anything_of_an_app_that_is_aborted_or_paused()
    {
        await using var measurer = Create();
        var app = An(due: Now);

        measurer.Take(An(due: Now.AddSeconds(1)));
        measurer.Take(app with { App = app.App with { Status = app.App.Status! with { Rollout = app.App.Status.Rollout! with { AbortReason = "x" } } } });
        measurer.Take(app with { App = app.App with { Spec = app.App.Spec with { Paused = true } } });

        Assert.Equal(0, _asked);
    }

    [Fact]
    public async Task What_nobody_asks_for_any_more_is_given_up()
    {
        await using var measurer = Create();
        measurer.Take(An(due: Now));
        await Eventually.Holds(() => Task.FromResult(_asked == 1), "the measurement under way");

        measurer.Take(An(due: null));

        await Eventually.Holds(() => Task.FromResult(_givenUp), "the measurement given up");
    }

    [Fact]
    public async Task Whatever_goes_wrong_is_a_measurement_that_went_wrong()
    {
        await using var measurer = new Measurer((_, _, _) => throw new InvalidOperationException("a mistake of ours."), Time(), NullLogger<Measurer>.Instance);
        measurer.Take(An(due: Now));

        var taken = await Eventually.Finds(() => Task.FromResult(measurer.Take(An(due: Now)) is [var first] ? first : null), "the measurement");

        Assert.Equal(new MetricReading.Fault("a mistake of ours"), taken.Reading);
    }

    [Fact]
    public async Task At_the_end_all_are_given_up()
    {
        var measurer = Create();
        measurer.Take(An(due: Now));
        await Eventually.Holds(() => Task.FromResult(_asked == 1), "the measurement under way");

        await measurer.DisposeAsync();

        Assert.True(_givenUp);
    }

    private Measurer Create() => new(ReadAsync, Time(), NullLogger<Measurer>.Instance);

    private async Task<MetricReading> ReadAsync(Observed observed, AnalysisMetric metric, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _asked);
        try
        {
            return await _answer.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _givenUp = true;
            throw;
        }
    }

    private static FakeTimeProvider Time() => new(Now);

    private static Observed An(DateTimeOffset? due)
    {
        var metric = new AnalysisMetric { Name = "rate", Success = new ValueRange { Min = 1 } };
        var strategy = new UpdateStrategy { Type = StrategyType.Canary, Canary = new CanaryStrategy { Steps = [new CanaryStep { Analysis = new AnalysisPlan { Metrics = [metric] } }] } };
        return new Observed
        {
            App = new CounterApp
            {
                Metadata = new ObjectMeta { Name = "app", Namespace = "default" },
                Spec = new CounterAppSpec { Image = "counterapp:1.0", UpdateStrategy = strategy },
                Status = new CounterAppStatus { Rollout = new RolloutStatus { Analysis = due is null ? null : [new AnalysisTally { Scope = "step-1", Metric = "rate", NextAt = due }] } },
            },
        };
    }
}
