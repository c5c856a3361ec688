using Kubernetes.Client;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
using Operator.Api;

namespace Operator.Observe;

/// <summary>What the operator knows of the cluster without asking: every CounterApp, and all objects that carry the operator's label.</summary>
internal sealed class ClusterCache(KubeClient client, IReadOnlyList<string> namespaces, ILoggerFactory loggers)
{
    public KindCache<CounterApp> Apps { get; } = new(client, namespaces, null, loggers);

    public KindCache<StatefulSet> Sets { get; } = new(client, namespaces, Labels.AllChildren, loggers);

    public KindCache<Service> Services { get; } = new(client, namespaces, Labels.AllChildren, loggers);

    public KindCache<Pod> Pods { get; } = new(client, namespaces, Labels.AllChildren, loggers);

    public KindCache<PersistentVolumeClaim> Claims { get; } = new(client, namespaces, Labels.AllChildren, loggers);

    public IReadOnlyList<KindCache> Kinds => [Apps, Sets, Services, Pods, Claims];

    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(Kinds.Select(kind => kind.RunAsync(cancellationToken)));
}
