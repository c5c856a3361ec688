using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using LocalCluster;
using Operator.Api;

namespace EndToEnd.Tests.Crashes;

/// <summary>A namespace of its own in a shared cluster, with one app named <c>web</c> whose pods are as light as pods can be.</summary>
internal sealed class Stage(Cluster cluster, KubeClient client, string place)
{
    public const string App = "web";

    /// <summary>Time for everything that happens in one run; the machine may be busy.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    public KubeClient Client => client;

    public string Place => place;

    public ObjectKey Key => new(place, App);

    /// <summary>Pods that only sleep: what is tested here is the operator.</summary>
    public static CounterAppSpec Light { get; } = new()
    {
        Image = "busybox:1.36",
        Replicas = 2,
        Template = JsonNode.Parse("""
            {"spec": {"terminationGracePeriodSeconds": 1, "containers": [
              {"name": "app", "command": ["/bin/sh", "-c", "exec sleep 3600"], "livenessProbe": null, "readinessProbe": null}]}}
            """)!.AsObject(),
    };

    public static async Task<Stage> OpenAsync(Cluster cluster, KubeClient client)
    {
        var place = $"crash-{Guid.NewGuid():N}"[..14];
        await client.CreateAsync(new Namespace { Metadata = new ObjectMeta { Name = place } }, null, CancellationToken.None);
        return new Stage(cluster, client, place);
    }

    public VisitedApp Visited { get; } = new(client, cluster.NodeAddress, new ObjectKey(place, App)) { Volumes = Path.Combine(cluster.DataDirectory, "volumes", place) };

    public RunningOperator Operate(int fallsAt = 0, bool afterwards = false) => RunningOperator.Start(cluster.AdminConfig, place, fallsAt, afterwards);

    public Task CreateAsync(CounterAppSpec spec) =>
        client.CreateAsync(new CounterApp { Metadata = new ObjectMeta { Name = App, Namespace = place }, Spec = spec }, null, CancellationToken.None);

    public Task PatchAsync(string patch) =>
        client.PatchAsync<CounterApp>(Key, Patch.Merge(JsonNode.Parse(patch)!.AsObject()), null, CancellationToken.None);

    public Task<CounterApp?> FindAppAsync() => client.FindAsync<CounterApp>(Key, CancellationToken.None);

    /// <summary>Waits until the app is as asked for and nothing is announced any more, or until it is gone.</summary>
    public Task HealthyAsync() => Eventually.Holds(
        async () => await FindAppAsync() is not { } app || (app.Metadata.Finalizers is null or { Count: 0 }
            && app.Status is { Phase: AppPhase.Healthy } status && status.ObservedGeneration == app.Metadata.Generation),
        $"{place}/{App} healthy",
        Patience);

    public async Task<IReadOnlyList<Pod>> PodsAsync() =>
        [.. (await client.ListAsync<Pod>(new ListOptions { Namespace = place }, CancellationToken.None)).Items.OrderBy(pod => pod.Metadata.Name, StringComparer.Ordinal)];

    public async Task<StatefulSet?> FindSetAsync() => await client.FindAsync<StatefulSet>(Key, CancellationToken.None);

    /// <summary>Takes the app away, so that its pods do not run beside those of later runs.</summary>
    public async Task CloseAsync()
    {
        try
        {
            await client.DeleteAsync<CounterApp>(Key, null, CancellationToken.None);
        }
        catch (ApiException e) when (e.IsNotFound)
        {
            // Its run has deleted it.
        }
    }
}
