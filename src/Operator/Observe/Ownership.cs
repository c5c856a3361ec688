using Kubernetes.Models;
using Kubernetes.Models.Meta;
using Operator.Api;

namespace Operator.Observe;

/// <summary>
/// Whose an object is. Rules: an object has at most one controller, and a controller may adopt one that has none and carries its labels, or at
/// least the operator's annotation where somebody has taken the labels away as well.
/// </summary>
internal static class Ownership
{
    public static OwnerReference? Controller(IKubernetesObject obj) =>
        obj.Metadata.OwnerReferences?.FirstOrDefault(owner => owner.Controller == true);

    /// <summary>Whether <paramref name="obj"/> is the app's: controlled by it, or left without a controller under its marks.</summary>
    public static bool IsOurs(IKubernetesObject obj, CounterApp app) =>
        Controller(obj) is { } controller ? controller.Uid == app.Metadata.Uid : CarriesMarks(obj, app);

    /// <summary>Whether the controller is an earlier CounterApp of the same name: garbage collection is about to take the object away.</summary>
    public static bool IsOfNamesake(IKubernetesObject obj, CounterApp app) =>
        Controller(obj) is { } controller && controller.Kind == CounterApp.Type.Kind && controller.Name == app.Metadata.Name && controller.Uid != app.Metadata.Uid;

    /// <summary>The owner in words, for a message to a person.</summary>
    public static string Describe(IKubernetesObject obj) =>
        Controller(obj) is { } controller ? $"{controller.Kind} {controller.Name}" : "nobody the operator knows";

    private static bool CarriesMarks(IKubernetesObject obj, CounterApp app) => obj.Metadata.Labels?.GetValueOrDefault(Labels.Instance) is { } instance
        ? instance == app.Metadata.Name && obj.Metadata.Labels.GetValueOrDefault(Labels.ManagedBy) == Labels.Manager
        : obj.Metadata.Annotations?.ContainsKey(Annotations.Applied) == true;
}
