using Kubernetes.Models.Apps;

namespace Operator.Observe;

/// <summary>The set and the pods of the colour that does not serve.</summary>
internal sealed record ObservedColour
{
    public required string Colour { get; init; }

    public StatefulSet? Set { get; init; }

    public IReadOnlyList<ObservedPod> Pods { get; init; } = [];

    /// <summary>Whether nothing of it runs or is about to.</summary>
    public bool IsDown => Pods.Count == 0 && (Set is null || (Set.Spec?.Replicas == 0 && (Set.Status?.Replicas ?? 0) == 0));
}
