using Kubernetes.Client;
using Kubernetes.Models;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
using Kubernetes.Models.Discovery;
using Kubernetes.Models.Extensions;
using Kubernetes.Models.Policy;
using Kubernetes.Models.StorageClasses;
using Kubernetes.Runtime.Caching;
using LocalCluster.Controllers.ServiceAccounts;

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
        Deployments = Open<Deployment>();
        ReplicaSets = Open<ReplicaSet>();
        Pods = Open<Pod>();
        Claims = Open<PersistentVolumeClaim>();
        Volumes = Open<PersistentVolume>();
        Classes = Open<StorageClass>();
        Services = Open<Service>();
        Slices = Open<EndpointSlice>();
        Nodes = Open<ClusterNode>();
        Namespaces = Open<Namespace>();
        Accounts = Open<ServiceAccount>(NamespaceFurniture.AccountName);
        Certificates = Open<ConfigMap>(NamespaceFurniture.CertificateName);
        Budgets = Open<PodDisruptionBudget>();
        Definitions = Open<CustomResourceDefinition>();
    }

    public KindView<StatefulSet> Sets { get; }

    public KindView<ControllerRevision> Revisions { get; }

    public KindView<Deployment> Deployments { get; }

    public KindView<ReplicaSet> ReplicaSets { get; }

    public KindView<Pod> Pods { get; }

    public KindView<PersistentVolumeClaim> Claims { get; }

    public KindView<PersistentVolume> Volumes { get; }

    public KindView<StorageClass> Classes { get; }

    public KindView<Service> Services { get; }

    public KindView<EndpointSlice> Slices { get; }

    public KindView<ClusterNode> Nodes { get; }

    public KindView<Namespace> Namespaces { get; }

    /// <summary>The account that every namespace has; no others.</summary>
    public KindView<ServiceAccount> Accounts { get; }

    /// <summary>The root certificate of every namespace; no other ConfigMaps, of which there may be many.</summary>
    public KindView<ConfigMap> Certificates { get; }

    public KindView<PodDisruptionBudget> Budgets { get; }

    public KindView<CustomResourceDefinition> Definitions { get; }

    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(_runs.Select(run => run(cancellationToken)));

    public Task WaitForSyncAsync(CancellationToken cancellationToken) => Task.WhenAll(_syncs.Select(sync => sync(cancellationToken)));

    private KindView<T> Open<T>(string? name = null)
        where T : class, IResource<T>
    {
        var options = new InformerOptions { FieldSelector = name is null ? null : $"metadata.name={name}" };
        var informer = new Informer<T>(_client, options, _time, _loggers);
        _runs.Add(informer.RunAsync);
        _syncs.Add(informer.WaitForSyncAsync);
        return new KindView<T>(informer);
    }
}
