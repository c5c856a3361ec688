using System.Text;
using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Models.Apps;
using LocalCluster;
using LocalCluster.ApiServer.Recording;

namespace Bench.Operator;

/// <summary>A local cluster without a node, and the operator as a process of its own.</summary>
internal sealed class Installation : IAsyncDisposable
{
    private const string Apps = "/apis/counterapp.io/v1alpha1/namespaces/default/counterapps";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly LocalCluster.Cluster _cluster;
    private readonly OperatorProcess _operator;

    private Installation(LocalCluster.Cluster cluster, OperatorProcess process) => (_cluster, _operator, Client) = (cluster, process, cluster.Connect());

    public KubeClient Client { get; }

    public Footprint Footprint => Footprint.Of(_operator.Id);

    /// <summary>How many requests there were so far; a mark for <see cref="Requests"/>.</summary>
    public long Mark => _cluster.Api.Requests.Count;

    public static async Task<Installation> StartAsync(CancellationToken cancellationToken)
    {
        var data = Directory.CreateTempSubdirectory("bench-operator-").FullName;
        var cluster = await LocalCluster.Cluster.StartAsync(new ClusterOptions { DataDirectory = data, OwnsDataDirectory = true, HasNode = false }, cancellationToken);
        var kubeconfig = Path.Join(data, "kubeconfig");
        cluster.Api.WriteKubeconfig(kubeconfig);
        using var client = cluster.Connect();
        foreach (var file in ConfigFiles.Definitions()) await new ManifestLoader(client, TimeProvider.System).LoadAsync(file, cancellationToken);
        var process = await OperatorProcess.StartAsync(
            kubeconfig, ["--metrics-bind-address", "0", "--health-probe-bind-address", "0", "--log-level", "warn"], Console.Error.WriteLine, TimeProvider.System, cancellationToken);
        return new Installation(cluster, process);
    }

    /// <summary>What the operator has asked since the mark.</summary>
    public IReadOnlyList<RecordedRequest> Requests(long mark) =>
        [.. _cluster.Api.Requests.Since(mark).Where(request => request.UserAgent.Contains("counterapp-operator", StringComparison.Ordinal))];

    public async Task CreateAsync(string name, CancellationToken cancellationToken)
    {
        var app = new JsonObject
        {
            ["apiVersion"] = "counterapp.io/v1alpha1",
            ["kind"] = "CounterApp",
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = new JsonObject { ["image"] = "counterapp:1.0", ["replicas"] = 0 },
        };
        using var created = await SendAsync(HttpMethod.Post, Apps, KubeRequest.Json, app, cancellationToken);
    }

    public async Task ChangeAsync(string name, string patch, CancellationToken cancellationToken)
    {
        using var changed = await SendAsync(HttpMethod.Patch, $"{Apps}/{name}", "application/merge-patch+json", JsonNode.Parse(patch)!, cancellationToken);
    }

    public async Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        using var deleted = await SendAsync(HttpMethod.Delete, $"{Apps}/{name}", null, null, cancellationToken);
    }

    /// <summary>Waits until there are so many StatefulSets.</summary>
    public Task SetsAsync(int count, CancellationToken cancellationToken) =>
        UntilAsync(async () => (await Client.ListAsync<StatefulSet>(new ListOptions { Namespace = "default" }, cancellationToken)).Items.Count == count, cancellationToken);

    /// <summary>Waits until the operator has asked for nothing for two seconds.</summary>
    public async Task RestAsync(CancellationToken cancellationToken)
    {
        var mark = -1L;
        await UntilAsync(
            async () =>
            {
                var before = Mark;
                await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, cancellationToken);
                mark = Requests(before).Count;
                return mark == 0;
            },
            cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _operator.DisposeAsync();
        Client.Dispose();
        await _cluster.DisposeAsync();
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? type, JsonNode? body, CancellationToken cancellationToken) =>
        await Client.SendAsync(
            new KubeRequest(method, path) { ContentType = type, Body = body is null ? default : Encoding.UTF8.GetBytes(body.ToJsonString()) }, cancellationToken);

    private static async Task UntilAsync(Func<Task<bool>> condition, CancellationToken cancellationToken)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(begun) > Patience) throw new TimeoutException($"Not within {Patience.TotalMinutes:0} minutes.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
        }
    }
}
