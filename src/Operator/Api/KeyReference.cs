using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Operator.Api;

/// <summary>One key of a ConfigMap or Secret.</summary>
public sealed record KeyReference
{
    [Description("Name of the object.")]
    [Required, MinLength(1), MaxLength(253)]
    public string Name { get; init; } = "";

    [Description("Key in the object.")]
    [Required, MinLength(1), MaxLength(253)]
    public string Key { get; init; } = "";

    [Description("Whether the pod starts without the object or the key.")]
    public bool? Optional { get; init; }
}
