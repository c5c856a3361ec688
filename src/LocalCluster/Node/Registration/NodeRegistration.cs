using System.Text.Json;
using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Models;
using Kubernetes.Models.Coordination;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;

namespace LocalCluster.Node.Registration;

/// <summary>Makes the Node object, says that it is ready, and renews its Lease in kube-node-lease as a sign of life.</summary>
internal sealed partial class NodeRegistration(KubeClient client, NodeOptions options, int endpointPort, ILogger<NodeRegistration> logger)
{
    private const string LeaseNamespace = "kube-node-lease";
    private const int LeaseSeconds = 40;

    private ObjectKey Key => new(null, options.Name);

    /// <summary>Afterwards pods can be scheduled here.</summary>
    public async Task RegisterAsync(CancellationToken cancellationToken)
    {
        try
        {
            await client.CreateAsync(NodeObject.Build(options), null, cancellationToken);
        }
        catch (ApiException e) when (e.IsAlreadyExists)
        {
            // It was made by an earlier life of this cluster.
        }

        var status = NodeObject.Status(options, endpointPort, options.Time.GetUtcNow());
        var patch = new JsonObject { ["status"] = JsonSerializer.SerializeToNode(status, KubernetesJson.Default.NodeStatus) };
        await client.PatchAsync<ClusterNode>(Key, Patch.Merge(patch), new WriteOptions { Subresource = "status" }, cancellationToken);
    }

    /// <summary>Runs until cancelled. A lease that cannot be renewed is tried again at the next beat.</summary>
    public async Task HeartbeatAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await BeatAsync(cancellationToken);
                await Task.Delay(options.HeartbeatInterval, options.Time, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The node stops.
        }
    }

    private async Task BeatAsync(CancellationToken cancellationToken)
    {
        try
        {
            var now = new MicroTime(options.Time.GetUtcNow());
            var patch = new JsonObject { ["spec"] = JsonSerializer.SerializeToNode(new LeaseSpec { RenewTime = now }, KubernetesJson.Default.LeaseSpec) };
            await client.PatchAsync<Lease>(new ObjectKey(LeaseNamespace, options.Name), Patch.Merge(patch), null, cancellationToken);
        }
        catch (ApiException e) when (e.IsNotFound)
        {
            await CreateLeaseAsync(cancellationToken);
        }
        catch (Exception e) when (e is ApiException or HttpRequestException or TimeoutException)
        {
            LogNoHeartbeat(logger, options.Name, e.Message);
        }
    }

    private async Task CreateLeaseAsync(CancellationToken cancellationToken)
    {
        try
        {
            var node = await client.GetAsync<ClusterNode>(Key, cancellationToken);
            var owner = new OwnerReference { ApiVersion = "v1", Kind = "Node", Name = options.Name, Uid = node.Metadata.Uid ?? "" };
            var lease = new Lease
            {
                Metadata = new ObjectMeta { Name = options.Name, Namespace = LeaseNamespace, OwnerReferences = [owner] },
                Spec = new LeaseSpec
                {
                    HolderIdentity = options.Name,
                    LeaseDurationSeconds = LeaseSeconds,
                    RenewTime = new MicroTime(options.Time.GetUtcNow()),
                },
            };
            await client.CreateAsync(lease, null, cancellationToken);
        }
        catch (Exception e) when (e is ApiException or HttpRequestException or TimeoutException)
        {
            LogNoHeartbeat(logger, options.Name, e.Message);
        }
    }

    [LoggerMessage(4440, LogLevel.Warning, "Did not renew the Lease of Node {Name}: {Error}")]
    private static partial void LogNoHeartbeat(ILogger logger, string name, string error);
}
