using System.ComponentModel;
using Operator.Api.Definitions;

namespace Operator.Api.Strategies;

/// <summary>A closed range of numbers; an end that is not set is open.</summary>
[Rule("has(self.min) || has(self.max)", "a range needs min, max, or both")]
[Rule("!has(self.min) || !has(self.max) || self.min <= self.max", "min must not be greater than max")]
public sealed record ValueRange
{
    [Description("Smallest value in the range.")]
    public double? Min { get; init; }

    [Description("Largest value in the range.")]
    public double? Max { get; init; }

    public bool Contains(double value) => !(value < Min) && !(value > Max);
}
