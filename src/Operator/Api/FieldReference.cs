using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Operator.Api;

/// <summary>A field of the pod, as the downward API names it.</summary>
public sealed record FieldReference
{
    [Description("API version of the path. Defaults to v1.")]
    [MaxLength(63)]
    public string? ApiVersion { get; init; }

    [Description("Path of the field, for example metadata.name.")]
    [Required, MinLength(1), MaxLength(253)]
    public string FieldPath { get; init; } = "";
}
