using Kubernetes.Client;
using Kubernetes.Models;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
using Kubernetes.Models.Discovery;
using Kubernetes.Models.Extensions;
using Kubernetes.Models.Policy;
using Kubernetes.Models.StorageClasses;
using Kubernetes.Runtime.Caching;

namespace LocalCluster.Controllers.Caching;

/// <summary>One watch of each kind that the controllers read, shared by all of them.</summary>
internal sealed class ClusterStores
{
    private readonly KubeClient _client;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;
    private readonly List<Func<CancellationToken, Task>> _runs = [];
    private readonly List<Func<CancellationToken, Task>> _syncs = [];

    public ClusterStores(KubeClient client, TimeProvider time, ILoggerFactory loggers)
    {
        (_client, _time, _loggers) = (client, time, loggers);
        Sets = Open<StatefulSet>();
        Revisions = Open<ControllerRevision>();
        Pods = Open<Pod>();
        Claims = Open<PersistentVolumeClaim>();
        Volumes = Open<PersistentVolume>();
        Classes = Open<StorageClass>();
        Services = Open<Service>();
        Slices = Open<EndpointSlice>();
        Nodes = Open<ClusterNode>();
        Namespaces = Open<Namespace>();
        Accounts = Open<ServiceAccount>();
        ConfigMaps = Open<ConfigMap>();
        Budgets = Open<PodDisruptionBudget>();
        Definitions = Open<CustomResourceDefinition>();
    }

    public FreshStore<StatefulSet> Sets { get; }

    public FreshStore<ControllerRevision> Revisions { get; }

    public FreshStore<Pod> Pods { get; }

    public FreshStore<PersistentVolumeClaim> Claims { get; }

    public FreshStore<PersistentVolume> Volumes { get; }

    public FreshStore<StorageClass> Classes { get; }

    public FreshStore<Service> Services { get; }

    public FreshStore<EndpointSlice> Slices { get; }

    public FreshStore<ClusterNode> Nodes { get; }

    public FreshStore<Namespace> Namespaces { get; }

    public FreshStore<ServiceAccount> Accounts { get; }

    public FreshStore<ConfigMap> ConfigMaps { get; }

    public FreshStore<PodDisruptionBudget> Budgets { get; }

    public FreshStore<CustomResourceDefinition> Definitions { get; }

    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(_runs.Select(run => run(cancellationToken)));

    public Task WaitForSyncAsync(CancellationToken cancellationToken) => Task.WhenAll(_syncs.Select(sync => sync(cancellationToken)));

    private FreshStore<T> Open<T>()
        where T : class, IResource<T>
    {
        var informer = new Informer<T>(_client, new InformerOptions(), _time, _loggers);
        _runs.Add(informer.RunAsync);
        _syncs.Add(informer.WaitForSyncAsync);
        return new FreshStore<T>(informer, _time);
    }
}
