namespace Kubernetes.Models.Meta;

/// <summary>An object's address within its kind; the namespace is null for a cluster-scoped one.</summary>
public readonly record struct ObjectKey(string? Namespace, string Name)
{
    public static ObjectKey Of(IKubernetesObject obj) => new(obj.Metadata.Namespace, obj.Metadata.Name ?? "");

    public override string ToString() => Namespace is null ? Name : $"{Namespace}/{Name}";
}
