using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Operator.Api.Strategies;

/// <summary>A wait between two steps.</summary>
public sealed record CanaryPause
{
    [Description("How long, for example 90s, 5m or 1h30m. Without it the pause ends when somebody promotes.")]
    [MaxLength(32)]
    [RegularExpression(Durations.Pattern)]
    public string? Duration { get; init; }
}
