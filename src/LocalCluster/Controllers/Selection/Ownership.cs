using Kubernetes.Models;
using Kubernetes.Models.Meta;

namespace LocalCluster.Controllers.Selection;

/// <summary>Who controls an object.</summary>
internal static class Ownership
{
    public static OwnerReference? ControllerOf(IKubernetesObject obj) =>
        obj.Metadata.OwnerReferences?.FirstOrDefault(owner => owner.Controller == true);

    /// <summary>What a controlled object says of its controller.</summary>
    public static OwnerReference By<T>(T owner)
        where T : class, IResource<T> => new()
        {
            ApiVersion = T.Type.ApiVersion,
            Kind = T.Type.Kind,
            Name = owner.Metadata.Name ?? "",
            Uid = owner.Metadata.Uid ?? "",
            Controller = true,
            BlockOwnerDeletion = true,
        };

    /// <summary>The keys of those of a kind that an object concerns: its controller, or all that may want it when nobody has it.</summary>
    public static IEnumerable<ObjectKey> Concerned<T>(IKubernetesObject obj, IEnumerable<T> all, Func<T, LabelSelector?> selectorOf)
        where T : class, IResource<T> => ControllerOf(obj) switch
        {
            { Kind: var kind, Name: var name } when kind == T.Type.Kind => [new ObjectKey(obj.Metadata.Namespace, name)],
            not null => [],
            null => all.Where(one => selectorOf(one).Matches(obj.Metadata)).Select(one => ObjectKey.Of(one)),
        };
}
