using Operator.Api;
using Operator.Api.Strategies;
using Operator.Observe;
using Operator.Rollout.Analysis;

namespace Operator.Tests.Rollout.Analysis;

public sealed class AnalysisGateTests
{
    private static readonly AnalysisMetric AtLeast95 = new() { Name = "rate", Interval = "10s", Success = new ValueRange { Min = 0.95 } };

    private static readonly MetricReading Fault = new MetricReading.Fault("no answer within 10 s");

    [Fact]
    public void In_a_step_one_success_is_enough()
    {
        var result = new Trial(AtLeast95).Measure(0.95);

        Assert.Equal(AnalysisVerdict.Succeeded, result.Verdict);
        Assert.Equal("metric rate succeeded: 1 of 1 measurement succeeded, the last value is 0.95", result.Record.Analysis[0].Message);
    }

    [Fact]
    public void In_a_step_the_first_failure_fails_it_and_says_value_range_and_tally()
    {
        var result = new Trial(AtLeast95).Measure(0.9499);

        Assert.Equal(AnalysisVerdict.Failed, result.Verdict);
        Assert.Equal("metric rate failed: 1 of 1 measurement failed, and none may; the value 0.9499 is not in the success range, 0.95 or more", result.Waits);
        Assert.Null(result.LookAt);
    }

    [Theory]
    [InlineData(0.5, null, null, null, 0.5, AnalysisVerdict.Succeeded)]
    [InlineData(0.5, null, null, null, 0.4, AnalysisVerdict.Failed)]
    [InlineData(null, null, 0.5, null, 0.5, AnalysisVerdict.Failed)]
    [InlineData(null, null, 0.5, null, 0.4, AnalysisVerdict.Succeeded)]
    [InlineData(0.5, null, null, 0.1, 0.3, AnalysisVerdict.Inconclusive)]
    [InlineData(0.5, null, null, 0.1, 0.1, AnalysisVerdict.Failed)]
    [InlineData(0.0, 1.0, 1.0, 2.0, 1.0, AnalysisVerdict.Failed)]
    [InlineData(0.0, 1.0, 1.5, 2.0, 1.0, AnalysisVerdict.Succeeded)]
    [InlineData(0.0, 1.0, 1.5, 2.0, 1.2, AnalysisVerdict.Inconclusive)]
    [InlineData(0.0, 1.0, 1.5, 2.0, 2.1, AnalysisVerdict.Inconclusive)]
    public void Ranges_are_closed_failure_goes_first_and_what_is_in_neither_of_two_is_inconclusive(
        double? successMin, double? successMax, double? failureMin, double? failureMax, double value, string verdict)
    {
        var metric = new AnalysisMetric { Name = "m", Success = Range(successMin, successMax), Failure = Range(failureMin, failureMax) };

        Assert.Equal(verdict, new Trial(metric).Measure(value).Verdict);
    }

    [Fact]
    public void As_many_failures_as_the_limit_are_borne_and_one_more_is_not()
    {
        var metric = AtLeast95 with { Count = 10, FailureLimit = 2 };

        Assert.Equal(AnalysisVerdict.Running, new Trial(metric).Measure(0.1, 0.2, 1, 1).Verdict);
        Assert.Equal(AnalysisVerdict.Failed, new Trial(metric).Measure(0.1, 1, 0.2, 1, 0.3).Verdict);
    }

    [Fact]
    public void It_succeeds_with_its_last_measurement()
    {
        var trial = new Trial(AtLeast95 with { Count = 3, FailureLimit = 1 });

        Assert.Equal(AnalysisVerdict.Running, trial.Measure(1, 0.1).Verdict);
        Assert.Equal(AnalysisVerdict.Succeeded, trial.Measure(1).Verdict);
        Assert.Equal((3, 2, 1), (trial.Tally.Measured, trial.Tally.Successes, trial.Tally.Failures));
    }

    [Fact]
    public void As_many_inconclusive_ones_as_the_limit_are_borne_and_one_more_asks_a_person()
    {
        var metric = AtLeast95 with { Count = 10, InconclusiveLimit = 1 };
        var trial = new Trial(metric);

        Assert.Equal(AnalysisVerdict.Running, trial.Measure(new MetricReading.TooLittle("3 requests were seen, and 30 are needed")).Verdict);
        var result = trial.Measure(new MetricReading.TooLittle("4 requests were seen, and 30 are needed"));

        Assert.Equal(AnalysisVerdict.Inconclusive, result.Verdict);
        Assert.Equal("metric rate is inconclusive: 2 of 2 measurements gave no clear result, and at most 1 may; 4 requests were seen, and 30 are needed", result.Waits);
        Assert.True(AnalysisGate.IsInconclusive(result.Record, Trial.Scope));
    }

    [Fact]
    public void Errors_are_counted_apart_and_only_in_a_row_do_they_fail_it()
    {
        var trial = new Trial(AtLeast95 with { Count = 2, ConsecutiveErrorLimit = 2 });

        trial.Measure(Fault);
        trial.Measure(Fault);
        Assert.Equal(AnalysisVerdict.Running, trial.Measure(1).Verdict);
        Assert.Equal((1, 2, 0), (trial.Tally.Measured, trial.Tally.Errors, trial.Tally.ConsecutiveErrors));
        trial.Measure(Fault);
        trial.Measure(Fault);
        var result = trial.Measure(Fault);

        Assert.Equal(AnalysisVerdict.Failed, result.Verdict);
        Assert.Equal("metric rate failed: 3 measurements in a row went wrong, and at most 2 may; the last time no answer within 10 s", result.Waits);
    }

    [Fact]
    public void A_failure_that_may_be_chance_is_inconclusive_and_a_success_that_may_be_is_one()
    {
        var metric = AtLeast95 with { InconclusiveLimit = 1 };

        Assert.Equal(1, Tally(new Trial(metric), new MetricReading.Number(0.8, IsCertain: false)).Inconclusive);
        Assert.Equal(1, Tally(new Trial(metric), new MetricReading.Number(0.96, IsCertain: false)).Successes);
    }

    [Fact]
    public void In_the_background_it_runs_until_it_is_ended()
    {
        var trial = new Trial(AtLeast95, isBackground: true);

        Assert.Equal(AnalysisVerdict.Running, trial.Measure(Enumerable.Repeat(1.0, 50)).Verdict);
        Assert.Equal(AnalysisVerdict.Ended, AnalysisGate.End(trial.Record).Analysis[0].Verdict);
    }

    [Fact]
    public void With_nothing_left_to_compare_the_background_goes_on_and_a_step_is_inconclusive()
    {
        var nothing = new MetricReading.NothingToCompare("no pod of the stable revision is left");

        Assert.Equal(AnalysisVerdict.Running, new Trial(AtLeast95, isBackground: true).Measure(nothing).Verdict);
        Assert.Equal(AnalysisVerdict.Inconclusive, new Trial(AtLeast95).Measure(nothing).Verdict);
    }

    [Fact]
    public void The_first_measurement_is_due_after_the_initial_delay_and_the_others_after_the_interval()
    {
        var trial = new Trial(AtLeast95 with { InitialDelay = "1m", Count = 5 });

        Assert.Equal(Trial.Start.AddSeconds(60), trial.Walk().LookAt);
        trial.Measure(1);

        Assert.Equal(Trial.Start.AddSeconds(70), trial.Walk().LookAt);
        Assert.Equal("measures rate: 1 of 5 measurements done, the next one at 12:01:10 UTC", trial.Walk().Waits);
    }

    [Fact]
    public void A_measurement_that_comes_late_does_not_make_others_come_in_a_crowd()
    {
        var trial = new Trial(AtLeast95 with { Count = 5 });

        trial.Measure(new MetricReading.Number(1), late: TimeSpan.FromSeconds(10.5));
        Assert.Equal(Trial.Start.AddSeconds(10), trial.Tally.NextAt);
        trial.Measure(new MetricReading.Number(1), late: TimeSpan.FromHours(1));

        Assert.Equal(Trial.Start.AddSeconds(10).AddHours(1).AddSeconds(10), trial.Tally.NextAt);
    }

    [Fact]
    public void A_measurement_counts_once_however_often_it_is_seen()
    {
        var trial = new Trial(AtLeast95 with { Count = 5 });
        trial.Walk();
        var taken = new Measurement(new DueMeasurement(Trial.Scope, "rate", trial.Tally.NextAt!.Value), trial.Now, new MetricReading.Number(1));

        trial.Walk(taken);
        trial.Walk(taken);

        Assert.Equal(1, trial.Tally.Measured);
    }

    [Fact]
    public void What_was_seen_before_a_crash_is_counted_after_it_as_if_nothing_had_happened()
    {
        var trial = new Trial(AtLeast95 with { Count = 5 });
        trial.Measure(1);
        var written = trial.Record;
        trial.Measure(0.1);
        trial.Record = written;

        trial.Measure(1);

        Assert.Equal((2, 2, 0), (trial.Tally.Measured, trial.Tally.Successes, trial.Tally.Failures));
    }

    [Fact]
    public void A_metric_that_has_failed_outweighs_one_that_is_inconclusive_and_one_that_runs()
    {
        var trial = new Trial(AtLeast95);
        var plan = new AnalysisPlan { Metrics = [AtLeast95 with { Name = "a" }, AtLeast95 with { Name = "b", Failure = new ValueRange { Max = 0.1 } }, AtLeast95 with { Name = "c" }] };
        var record = AnalysisGate.Walk(trial.Input(), trial.Record, plan, Trial.Scope, isBackground: false).Record;
        Measurement Of(string name, double value) => new(new DueMeasurement(Trial.Scope, name, Trial.Start), Trial.Start, new MetricReading.Number(value));

        var inconclusive = AnalysisGate.Walk(trial.Input(Of("b", 0.5)), record, plan, Trial.Scope, isBackground: false);
        var failed = AnalysisGate.Walk(trial.Input(Of("c", 0.5)), inconclusive.Record, plan, Trial.Scope, isBackground: false);

        Assert.Equal((AnalysisVerdict.Inconclusive, AnalysisVerdict.Failed), (inconclusive.Verdict, failed.Verdict));
        Assert.False(AnalysisGate.IsInconclusive(failed.Record, Trial.Scope));
    }

    [Fact]
    public void A_metric_that_the_spec_no_longer_names_is_forgotten_and_other_scopes_are_kept()
    {
        var trial = new Trial(AtLeast95);
        var other = new AnalysisTally { Scope = AnalysisScope.Background, Metric = "rate" };
        trial.Record = trial.Record with { Analysis = [other, new AnalysisTally { Scope = Trial.Scope, Metric = "gone" }] };

        trial.Walk();

        Assert.Equal([(AnalysisScope.Background, "rate"), (Trial.Scope, "rate")], trial.Record.Analysis.Select(tally => (tally.Scope, tally.Metric)));
    }

    [Fact]
    public void A_person_who_goes_on_forgives_what_was_inconclusive()
    {
        var trial = new Trial(AtLeast95, isBackground: true);
        trial.Measure(1);
        trial.Measure(new MetricReading.TooLittle("nothing was seen"));

        trial.Record = AnalysisGate.GoOn(trial.Input(), trial.Record, trial.Analysis, Trial.Scope);

        Assert.Equal((AnalysisVerdict.Running, 1, 0, trial.Now.AddSeconds(10)), (trial.Tally.Verdict, trial.Tally.Measured, trial.Tally.Inconclusive, trial.Tally.NextAt));
    }

    [Fact]
    public void A_person_who_goes_on_without_one_analysis_does_not_end_another()
    {
        var trial = new Trial(AtLeast95);
        trial.Measure(new MetricReading.TooLittle("nothing was seen"));
        var both = trial.Record with { Analysis = [.. trial.Record.Analysis, new AnalysisTally { Scope = AnalysisScope.Background, Metric = "rate" }] };

        Assert.Equal([AnalysisVerdict.Ended, AnalysisVerdict.Running], AnalysisGate.Skip(both, Trial.Scope).Analysis.Select(tally => tally.Verdict));
        Assert.Equal([AnalysisVerdict.Ended, AnalysisVerdict.Ended], AnalysisGate.Skip(both).Analysis.Select(tally => tally.Verdict));
        Assert.Equal([AnalysisVerdict.Inconclusive, AnalysisVerdict.Ended], AnalysisGate.End(both).Analysis.Select(tally => tally.Verdict));
    }

    [Fact]
    public void A_new_spec_and_a_retry_begin_with_empty_tallies()
    {
        var trial = new Trial(AtLeast95);
        trial.Measure(0.1);

        Assert.Empty(trial.Record.StartOver().Analysis);
    }

    private static AnalysisTally Tally(Trial trial, MetricReading reading)
    {
        trial.Measure(reading);
        return trial.Tally;
    }

    private static ValueRange? Range(double? min, double? max) => min is null && max is null ? null : new ValueRange { Min = min, Max = max };
}
