using System.ComponentModel;
using Kubernetes.Models;

namespace Operator.Api;

/// <summary>Compute resources of the app's container.</summary>
public sealed record CounterAppResources
{
    [Description("The most that the container may use, by resource.")]
    public IReadOnlyDictionary<string, Quantity>? Limits { get; init; }

    [Description("What the container is promised, by resource.")]
    public IReadOnlyDictionary<string, Quantity>? Requests { get; init; }
}
