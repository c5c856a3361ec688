using Kubernetes.Client;
using Kubernetes.Models;
using LocalCluster.Node.Containers;
using LocalCluster.Node.Eventing;
using LocalCluster.Node.Images;
using LocalCluster.Node.Pods;
using LocalCluster.Node.Probes;
using LocalCluster.Node.Processes;
using LocalCluster.Node.Sandboxes;

namespace LocalCluster.Node;

/// <summary>What all pods of the node share.</summary>
internal sealed record NodeContext
{
    public required NodeOptions Options { get; init; }

    public required KubeClient Client { get; init; }

    public required ProcessThread Processes { get; init; }

    public required IIsolation Isolation { get; init; }

    public required ImageCatalog Images { get; init; }

    public required PodAddresses Addresses { get; init; }

    public required EventRecorder Events { get; init; }

    public required Prober Prober { get; init; }

    public required LifecycleHooks Hooks { get; init; }

    public required IReadOnlyDictionary<string, Quantity> Allocatable { get; init; }

    public required ILoggerFactory Loggers { get; init; }

    public TimeProvider Time => Options.Time;

    public string HostAddress => Options.Address.ToString();
}
