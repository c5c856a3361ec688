using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Operator.Api.Strategies;

/// <summary>A gateway.networking.k8s.io Gateway.</summary>
public sealed record GatewayReference
{
    [Description("Name of the Gateway.")]
    [Required, MinLength(1), MaxLength(253)]
    public string Name { get; init; } = "";

    [Description("Namespace of the Gateway. Defaults to that of the CounterApp.")]
    [MinLength(1), MaxLength(63)]
    public string? Namespace { get; init; }

    [Description("Listener of the Gateway. All of them when it is not set.")]
    [MinLength(1), MaxLength(253)]
    public string? SectionName { get; init; }
}
