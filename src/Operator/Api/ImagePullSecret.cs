using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Operator.Api;

/// <summary>A Secret of type kubernetes.io/dockerconfigjson, by name.</summary>
public sealed record ImagePullSecret
{
    [Description("Name of the Secret.")]
    [Required, MinLength(1), MaxLength(253)]
    public string Name { get; init; } = "";
}
