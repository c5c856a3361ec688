using Operator.Api;
using Operator.Api.Strategies;
using Operator.Status;
using Operator.Telemetry;
using Operator.Tests.Telemetry;

namespace Operator.Tests.Status;

public sealed class RolloutMetricsTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2031, 1, 1, 12, 0, 0, TimeSpan.Zero);

    // A strategy of its own for each test: the meters are the process's.
    private readonly string _strategy = $"Test{Guid.NewGuid():N}";
    private readonly MetricsPage _page = new();

    public void Dispose() => _page.Dispose();

    [Fact]
    public void A_rollout_counts_when_it_ends_with_all_the_time_that_it_took()
    {
        End(NotificationEvent.Finished, seconds: 100);
        End(NotificationEvent.Aborted, seconds: 20);
        End(NotificationEvent.Paused, seconds: 1);

        Assert.Equal((1, 1), (Value("counterapp_rollouts_total", "finished"), Value("counterapp_rollouts_total", "aborted")));
        Assert.Equal((100, 20), (Value("counterapp_rollout_duration_seconds_sum", "finished"), Value("counterapp_rollout_duration_seconds_sum", "aborted")));
    }

    [Fact]
    public void A_rollout_that_another_one_overtakes_is_superseded()
    {
        End(NotificationEvent.Started, seconds: 30);
        RolloutMetrics.Count(Under with { Rollout = Under.Rollout! with { CompletedAt = Noon } }, Under, [Happened(NotificationEvent.Started)], Noon);

        Assert.Equal(1, Value("counterapp_rollouts_total", "superseded"));
    }

    [Fact]
    public void A_pause_counts_when_it_is_over()
    {
        var paused = Under with { Rollout = Under.Rollout! with { PausedSince = Noon.AddSeconds(-40) } };

        Assert.True(RolloutMetrics.EndsPause(paused, Under));
        Assert.True(RolloutMetrics.EndsPause(paused, paused with { Rollout = paused.Rollout! with { PausedSince = Noon } }));
        Assert.False(RolloutMetrics.EndsPause(paused, paused));
        Assert.False(RolloutMetrics.EndsPause(Under, paused));

        RolloutMetrics.CountPause(paused.Rollout!, Noon);
        Assert.Equal(40, PrometheusText.Parse(_page.Write()).Series[$"counterapp_rollout_pause_duration_seconds_sum{{strategy=\"{_strategy}\"}}"]);
    }

    [Fact]
    public async Task Every_strategy_has_its_counters_from_the_start_and_Prometheus_likes_their_names()
    {
        RolloutMetrics.Begin();
        var text = _page.Write();

        var page = PrometheusText.Parse(text);
        Assert.All((string[])[StrategyType.Canary, StrategyType.BlueGreen, StrategyType.Recreate], strategy => Assert.Contains($"counterapp_rollouts_total{{strategy=\"{strategy}\",outcome=\"aborted\"}}", page.Series.Keys));
        await PrometheusText.PassesPromtoolAsync(string.Concat(text.Split('\n').Where(line => line.Contains("counterapp_rollout", StringComparison.Ordinal)).Select(line => line + "\n")));
    }

    private CounterAppStatus Under => new() { StableRevision = "app-1", Rollout = new RolloutStatus { Strategy = _strategy, Revision = "app-2", StartedAt = Noon } };

    private void End(string notifies, int seconds) => RolloutMetrics.Count(Under, Under, [Happened(notifies)], Noon.AddSeconds(seconds));

    private static AppEvent Happened(string notifies) => new(false, "x", "x", "x") { Notifies = notifies };

    private double Value(string name, string outcome) => PrometheusText.Parse(_page.Write()).Series[$"{name}{{strategy=\"{_strategy}\",outcome=\"{outcome}\"}}"];
}
