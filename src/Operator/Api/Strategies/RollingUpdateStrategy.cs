using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Kubernetes.Models;
using Operator.Api.Definitions;

namespace Operator.Api.Strategies;

/// <summary>Pods are replaced in place, the highest ordinal first.</summary>
public sealed record RollingUpdateStrategy
{
    [Description("How many pods may be unavailable during the roll, as a number or as a percentage of the replicas (rounded up, at least 1).")]
    [Rule("type(self) == int ? self >= 1 && self <= 1000 : self.matches('^([1-9][0-9]?|100)%$')",
        "maxUnavailable must be a number from 1 to 1000 or a percentage from 1% to 100%")]
    public IntOrString MaxUnavailable { get; init; } = 1;

    [Description("Pods with an ordinal below this number keep their revision.")]
    [Range(0, 1000)]
    public int Partition { get; init; }
}
