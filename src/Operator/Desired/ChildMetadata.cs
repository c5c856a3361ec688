using Kubernetes.Models.Meta;
using Operator.Api;

namespace Operator.Desired;

/// <summary>Name, labels and owner of a child.</summary>
internal static class ChildMetadata
{
    public static ObjectMeta For(CounterApp app, string name, IReadOnlyDictionary<string, string>? annotations = null, string component = Labels.AppComponent) => new()
    {
        Name = name,
        Namespace = app.Metadata.Namespace,
        Labels = Labels.For(app.Metadata.Name ?? "", component),
        Annotations = annotations,
        OwnerReferences = [ControllerReference(app)],
    };

    /// <summary>Makes the child go with the app, and the app's controller its only one.</summary>
    public static OwnerReference ControllerReference(CounterApp app) => Reference(app) with { Controller = true, BlockOwnerDeletion = true };

    /// <summary>Makes an object go with the app without being controlled by it.</summary>
    public static OwnerReference Reference(CounterApp app) => new()
    {
        ApiVersion = CounterApp.Type.ApiVersion,
        Kind = CounterApp.Type.Kind,
        Name = app.Metadata.Name ?? "",
        Uid = app.Metadata.Uid ?? "",
    };
}
