using FsCheck;
using Operator.Api.Strategies;

namespace Operator.Tests.Rollout.Model;

/// <summary>
/// The strategies under which the model lives, and how often. ROLLOUT_LIVES=50 lets it live fifty times as often; ROLLOUT_SEED repeats a run: it is
/// the first number that FsCheck names when it finds a fault, and ROLLOUT_GAMMA the second.
/// </summary>
internal static class Lives
{
    public static Dictionary<string, UpdateStrategy> Strategies { get; } = new()
    {
        ["RollingUpdate"] = new UpdateStrategy(),
        ["RollingUpdate by three"] = new UpdateStrategy { RollingUpdate = new RollingUpdateStrategy { MaxUnavailable = 3 } },
        ["RollingUpdate by half"] = new UpdateStrategy { RollingUpdate = new RollingUpdateStrategy { MaxUnavailable = "50%" } },
        ["RollingUpdate above a partition"] = new UpdateStrategy { RollingUpdate = new RollingUpdateStrategy { MaxUnavailable = 2, Partition = 1 } },
        ["RollingUpdate in order"] = new UpdateStrategy { RollingUpdate = new RollingUpdateStrategy { MaxUnavailable = 2 } },
        ["Recreate in order"] = new UpdateStrategy { Type = StrategyType.Recreate },
        ["Recreate"] = new UpdateStrategy { Type = StrategyType.Recreate },
        ["BlueGreen"] = new UpdateStrategy { Type = StrategyType.BlueGreen, BlueGreen = new BlueGreenStrategy { ScaleDownDelaySeconds = 20 } },
        ["BlueGreen by hand"] = new UpdateStrategy { Type = StrategyType.BlueGreen, BlueGreen = new BlueGreenStrategy { AutoPromotion = false, PreviewReplicas = 1, ScaleDownDelaySeconds = 0 } },
        ["Canary without steps"] = new UpdateStrategy { Type = StrategyType.Canary },
        ["Canary"] = new UpdateStrategy
        {
            Type = StrategyType.Canary,
            Canary = new CanaryStrategy
            {
                Steps =
                [
                    new CanaryStep { SetWeight = 20 }, new CanaryStep { Pause = new CanaryPause { Duration = "30s" } },
                    new CanaryStep { SetWeight = 60 }, new CanaryStep { Pause = new CanaryPause() },
                ],
                AbortOnDeadline = true,
            },
        },
        ["Canary with analysis"] = new UpdateStrategy
        {
            Type = StrategyType.Canary,
            Canary = new CanaryStrategy
            {
                Steps =
                [
                    new CanaryStep { SetWeight = 20 }, new CanaryStep { Analysis = Measure("first", count: 2, failureLimit: 1) },
                    new CanaryStep { SetWeight = 60 }, new CanaryStep { Analysis = Measure("second", count: 1, failureLimit: 0) },
                ],
                Analysis = Measure("always", count: null, failureLimit: 1),
            },
        },
    };

    public static ModelWorld Begin(string strategy, int replicas) =>
        new(Strategies[strategy], replicas, strategy.EndsWith("in order", StringComparison.Ordinal) ? "OrderedReady" : "Parallel");

    public static Config Of(int count)
    {
        var config = Config.QuickThrowOnFailure.WithMaxTest(count * (int)(Number("ROLLOUT_LIVES") ?? 1));
        return Number("ROLLOUT_SEED") is { } seed ? config.WithReplay(seed, Number("ROLLOUT_GAMMA") ?? 1) : config;
    }

    private static ulong? Number(string name) => ulong.TryParse(Environment.GetEnvironmentVariable(name), out var number) ? number : null;

    private static AnalysisPlan Measure(string name, int? count, int failureLimit) => new()
    {
        Metrics =
        [
            new AnalysisMetric
            {
                Name = name, Interval = "10s", Count = count, FailureLimit = failureLimit, ConsecutiveErrorLimit = 1,
                Success = new ValueRange { Min = 1 }, Failure = new ValueRange { Max = 0 },
            },
        ],
    };
}
