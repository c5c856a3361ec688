using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Kubernetes.Models;

namespace Operator.Api;

/// <summary>A limit or request of a container, as the downward API names it.</summary>
public sealed record ResourceFieldReference
{
    [Description("Name of the container. Defaults to the app's own.")]
    [MaxLength(63)]
    public string? ContainerName { get; init; }

    [Description("Which resource, for example limits.cpu.")]
    [Required, MinLength(1), MaxLength(253)]
    public string Resource { get; init; } = "";

    [Description("Unit in which the value is given.")]
    public Quantity? Divisor { get; init; }
}
