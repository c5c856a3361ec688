using Kubernetes.Models;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Caching;

namespace LocalCluster.Controllers.Caching;

/// <summary>The cluster's objects of one kind, as the watch and our own writes show them.</summary>
internal sealed class KindView<T>
    where T : class, IResource<T>
{
    private const string ByNamespace = "namespace";

    public KindView(Informer<T> informer) => Informer = informer.WithIndex(ByNamespace, static obj => [obj.Metadata.Namespace ?? ""]);

    public Informer<T> Informer { get; }

    public T? Find(ObjectKey key) => Informer.Store.Find(key);

    public IReadOnlyCollection<T> List() => Informer.Store.List();

    public IReadOnlyList<T> In(string? ns) => Informer.Store.ListIndexed(ByNamespace, ns ?? "");
}
