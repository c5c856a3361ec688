using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Operator.Api.Definitions;

namespace Operator.Api.Strategies;

/// <summary>One step of a canary: exactly one of its fields is set.</summary>
[Rule("[has(self.setWeight), has(self.pause), has(self.analysis)].filter(given, given).size() == 1",
    "a canary step has exactly one of setWeight, pause and analysis: split it into several steps")]
public sealed record CanaryStep
{
    [Description("Percentage of the pods (or, with a traffic layer, of the requests) that the new revision gets.")]
    [Range(0, 100)]
    public int? SetWeight { get; init; }

    [Description("Waits: for a duration, or without one until somebody sets the annotation counterapp.io/promote.")]
    public CanaryPause? Pause { get; init; }

    [Description("Measures, and goes on when the analysis succeeds.")]
    public AnalysisPlan? Analysis { get; init; }
}
