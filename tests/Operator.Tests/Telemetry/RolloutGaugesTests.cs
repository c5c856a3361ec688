using System.Diagnostics.Metrics;
using Kubernetes.Models.Meta;
using Operator.Api;
using Operator.Telemetry;

namespace Operator.Tests.Telemetry;

public sealed class RolloutGaugesTests
{
    private static readonly DateTimeOffset Noon = new(2031, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task An_app_shows_where_it_stands_and_is_gone_from_the_page_when_it_is_gone()
    {
        var place = $"ns-{Guid.NewGuid():N}";
        List<CounterApp> apps =
        [
            App(place, "web", new CounterAppStatus
            {
                Phase = AppPhase.Paused,
                Rollout = new RolloutStatus { StepIndex = 1, StepCount = 4, Weight = 50, ActualWeight = 33, PausedSince = Noon },
            }),
            App(place, "rest", new CounterAppStatus { Phase = AppPhase.Healthy, Rollout = new RolloutStatus { Revision = "rest-1" } }),
            App(place, "new", null),
        ];
        using var page = new MetricsPage();
        using var gauges = new RolloutGauges(() => apps);

        Assert.Equal(
            [
                $"counterapp_phase{{namespace=\"{place}\",app=\"new\",phase=\"Pending\"}} 1",
                $"counterapp_phase{{namespace=\"{place}\",app=\"rest\",phase=\"Healthy\"}} 1",
                $"counterapp_phase{{namespace=\"{place}\",app=\"web\",phase=\"Paused\"}} 1",
                $"counterapp_rollout_aborted{{namespace=\"{place}\",app=\"new\"}} 0",
                $"counterapp_rollout_aborted{{namespace=\"{place}\",app=\"rest\"}} 0",
                $"counterapp_rollout_aborted{{namespace=\"{place}\",app=\"web\"}} 0",
                $"counterapp_rollout_actual_weight_ratio{{namespace=\"{place}\",app=\"web\"}} 0.33",
                $"counterapp_rollout_paused_timestamp_seconds{{namespace=\"{place}\",app=\"web\",ends=\"promotion\"}} {Noon.ToUnixTimeSeconds()}",
                $"counterapp_rollout_steps{{namespace=\"{place}\",app=\"web\"}} 4",
                $"counterapp_rollout_step{{namespace=\"{place}\",app=\"web\"}} 1",
                $"counterapp_rollout_weight_ratio{{namespace=\"{place}\",app=\"web\"}} 0.5",
            ],
            Lines(page, place));
        await PrometheusText.PassesPromtoolAsync(string.Join('\n', page.Write().Split('\n').SkipWhile(line => !line.Contains("counterapp_phase", StringComparison.Ordinal)).TakeWhile(line => line.Contains("counterapp_", StringComparison.Ordinal))) + "\n");

        apps.Clear();
        Assert.Empty(Lines(page, place));
    }

    private static IEnumerable<string> Lines(MetricsPage page, string place) => page.Write().Split('\n').Where(line => line.Contains($"\"{place}\"", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static CounterApp App(string place, string name, CounterAppStatus? status) => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = place },
        Status = status,
    };
}
