using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Operator.Api.Strategies;

/// <summary>A cookie that keeps a caller on one revision while the rollout lasts.</summary>
public sealed record StickyCookie
{
    [Description("Name of the cookie.")]
    [MinLength(1), MaxLength(64)]
    [RegularExpression("^[A-Za-z0-9_-]+$")]
    public string Name { get; init; } = "counterapp-revision";

    [Description("Seconds for which the caller keeps it.")]
    [Range(1, 86400 * 30)]
    public int MaxAgeSeconds { get; init; } = 3600;
}
