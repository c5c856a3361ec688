using Kubernetes.Models;
using Kubernetes.Models.Meta;
using Operator.Api;
using Operator.Api.Strategies;
using Operator.Observe;
using Operator.Rollout;
using Operator.Rollout.Analysis;

namespace Operator.Tests.Rollout.Analysis;

/// <summary>An analysis of one metric, measured whenever it is due.</summary>
internal sealed class Trial(AnalysisMetric metric, bool isBackground = false)
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly SetPlan Plan = new() { Colour = Colour.Blue, Replicas = 2, StorageSize = (Quantity)"10Mi", PodManagementPolicy = "Parallel", WhenScaled = "Retain" };

    public static string Scope => AnalysisScope.Step(1);

    public DateTimeOffset Now { get; set; } = Start;

    public RollRecord Record { get; set; } = new() { Wish = "wish" };

    public AnalysisTally Tally => Record.Analysis.Single(tally => tally.Metric == metric.Name);

    public AnalysisPlan Analysis { get; } = new() { Metrics = [metric] };

    /// <summary>A pass in which nothing has been measured.</summary>
    public AnalysisResult Walk(params IReadOnlyList<Measurement> measurements)
    {
        var result = AnalysisGate.Walk(Input(measurements), Record, Analysis, Scope, isBackground);
        Record = result.Record;
        return result;
    }

    /// <summary>The next measurement is taken when it is due, and gives this.</summary>
    public AnalysisResult Measure(MetricReading reading, TimeSpan? late = null)
    {
        if (Record.Analysis.Count == 0) Walk();
        Now = Tally.NextAt!.Value + (late ?? TimeSpan.Zero);
        return Walk(new Measurement(new DueMeasurement(Scope, metric.Name, Tally.NextAt.Value), Now, reading));
    }

    public AnalysisResult Measure(params IEnumerable<double> values) => values.Select(value => Measure(new MetricReading.Number(value))).ToList()[^1];

    public RollInput Input(params IReadOnlyList<Measurement> measurements)
    {
        var app = new CounterApp { Metadata = new ObjectMeta { Name = "app", Namespace = "default" }, Spec = new CounterAppSpec { Image = "counterapp:1.0", Replicas = 2 } };
        return new RollInput(new Observed { App = app, Measurements = measurements }, Plan, Record, Now);
    }
}
