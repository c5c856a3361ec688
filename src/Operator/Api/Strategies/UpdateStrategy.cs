using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Operator.Api.Definitions;

namespace Operator.Api.Strategies;

/// <summary>How a new revision replaces the old one: a type, and the block that is named after it.</summary>
[Rule("!has(self.rollingUpdate) || self.type == 'RollingUpdate'",
    "updateStrategy.rollingUpdate goes with type RollingUpdate only: remove the block or set type: RollingUpdate")]
[Rule("!has(self.recreate) || self.type == 'Recreate'",
    "updateStrategy.recreate goes with type Recreate only: remove the block or set type: Recreate")]
[Rule("!has(self.blueGreen) || self.type == 'BlueGreen'",
    "updateStrategy.blueGreen goes with type BlueGreen only: remove the block or set type: BlueGreen")]
[Rule("!has(self.canary) || self.type == 'Canary'",
    "updateStrategy.canary goes with type Canary only: remove the block or set type: Canary")]
[Rule("!has(self.abTest) || self.type == 'ABTest'",
    "updateStrategy.abTest goes with type ABTest only: remove the block or set type: ABTest")]
public sealed record UpdateStrategy
{
    [Description("Which strategy rolls out a new revision.")]
    [AllowedValues(StrategyType.RollingUpdate, StrategyType.Recreate, StrategyType.BlueGreen, StrategyType.Canary, StrategyType.ABTest)]
    public string Type { get; init; } = StrategyType.RollingUpdate;

    [Description("Pods are replaced in place, the highest ordinal first.")]
    public RollingUpdateStrategy? RollingUpdate { get; init; }

    [Description("All old pods stop before the first new one starts.")]
    public RecreateStrategy? Recreate { get; init; }

    [Description("A second set of pods is brought up beside the first, and traffic is switched over at once.")]
    public BlueGreenStrategy? BlueGreen { get; init; }

    [Description("A growing share of the pods gets the new revision in place, step by step.")]
    public CanaryStrategy? Canary { get; init; }

    [Description("Requests that match go to the new revision, all others to the old one.")]
    public ABTestStrategy? AbTest { get; init; }
}
