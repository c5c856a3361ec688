using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Operator.Api;

/// <summary>A pod that cannot start.</summary>
public sealed record StuckPod
{
    [Description("Name of the pod.")]
    [Required]
    public string Name { get; init; } = "";

    [Description("Why it cannot start, in Kubernetes' own word, for example ImagePullBackOff.")]
    public string? Reason { get; init; }
}
