using Kubernetes.Models.Core;
using Operator.Observe;

namespace Operator.Rollout.Gates;

/// <summary>An object of somebody else's under a name that the app needs is left alone, and so is everything that would stand beside it.</summary>
internal static class NamesAreFree
{
    public static Gate Gate { get; } = new(nameof(NamesAreFree), WaitKind.Refused, observed =>
        observed.Clashes.FirstOrDefault(clash => !clash.IsPredecessors) is { } clash
            ? $"{clash.Kind} {clash.Name} already exists and belongs to {clash.Owner}: {Advice(clash)}."
            : null);

    private static string Advice(NameClash clash) => clash.Kind == PersistentVolumeClaim.Type.Kind
        ? "create this CounterApp under another name or with another storage.volumeName"
        : "delete it or create this CounterApp under another name";
}
