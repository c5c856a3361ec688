using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using LocalCluster;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Operator.Api;

namespace EndToEnd.Tests;

/// <summary>A local cluster with the CRD, the real operator as a process, and the real app in its pods.</summary>
public sealed class Playground : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _log = [];
    private OperatorProcess? _operator;

    private Playground(Cluster cluster, string dataDirectory)
    {
        Cluster = cluster;
        DataDirectory = dataDirectory;
        Kubeconfig = Path.Combine(dataDirectory, "kubeconfig");
        Client = cluster.Connect();
    }

    public string DataDirectory { get; }

    public string Kubeconfig { get; }

    public KubeClient Client { get; }

    /// <summary>Everything that the operator has printed.</summary>
    public string OperatorLog => string.Join('\n', _log);

    public bool IsOperatorRunning => _operator is { Exit.IsCompleted: false };

    internal Cluster Cluster { get; }

    /// <summary>Starts a cluster, on a directory of its own or on one that an earlier cluster left.</summary>
    public static async Task<Playground> StartAsync(string? dataDirectory = null, bool withOperator = true, bool withNode = true, ILoggerFactory? loggers = null)
    {
        var data = dataDirectory ?? Directory.CreateTempSubdirectory("end-to-end-").FullName;
        var cluster = await Cluster.StartAsync(new ClusterOptions { DataDirectory = data, CrashBackOff = TimeSpan.FromMilliseconds(500), HasNode = withNode, Loggers = loggers ?? NullLoggerFactory.Instance }, CancellationToken.None);
        var playground = new Playground(cluster, data);
        cluster.Api.WriteKubeconfig(playground.Kubeconfig);
        foreach (var file in ConfigFiles.Definitions()) await new ManifestLoader(playground.Client, TimeProvider.System).LoadAsync(file, CancellationToken.None);
        if (withOperator) await playground.StartOperatorAsync();
        return playground;
    }

    /// <summary>Starts it with these flags, or with none of its ports open.</summary>
    public async Task StartOperatorAsync(params string[] flags) =>
        _operator = await OperatorProcess.StartAsync(
            Kubeconfig, flags.Length > 0 ? flags : ["--metrics-bind-address", "0", "--health-probe-bind-address", "0"], _log.Enqueue, TimeProvider.System, CancellationToken.None);

    /// <summary>Ends the operator as a crash does.</summary>
    public async Task KillOperatorAsync()
    {
        await _operator!.KillAsync();
        await _operator.DisposeAsync();
        _operator = null;
    }

    public Task<CounterApp> CreateAsync(CounterApp app) => Client.CreateAsync(app, new WriteOptions { FieldValidation = "Strict" }, CancellationToken.None);

    public Task PatchAsync(string app, string patch) =>
        Client.PatchAsync<CounterApp>(Key(app), Patch.Merge(JsonNode.Parse(patch)!.AsObject()), null, CancellationToken.None);

    public Task<CounterApp?> FindAppAsync(string name) => Client.FindAsync<CounterApp>(Key(name), CancellationToken.None);

    public Task<Pod?> FindPodAsync(string name) => Client.FindAsync<Pod>(Key(name), CancellationToken.None);

    /// <summary>Waits until the app is Ready with all of its replicas and its status speaks of its newest spec.</summary>
    public Task<CounterApp> ReadyAsync(string name, int replicas, TimeSpan? within = null) =>
        Eventually.Finds(
            async () => await FindAppAsync(name) is { Status: { } status } app
                && status.ObservedGeneration == app.Metadata.Generation
                && status.ReadyReplicas == replicas && status.Replicas == replicas && status.UpdatedReplicas == replicas
                && status.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) == true ? app : null,
            $"{name} ready with {replicas} replicas",
            within);

    /// <summary>Where users reach the app: its node port.</summary>
    public async Task<Uri> UrlAsync(string name)
    {
        var service = await Client.GetAsync<Service>(Key(name), CancellationToken.None);
        return new Uri($"http://{Cluster.NodeAddress}:{service.Spec!.Ports![0].NodePort}/");
    }

    /// <summary>What is on the volume of a pod, as a process outside reads it.</summary>
    public async Task<long> VisitsOnVolumeAsync(string claim) =>
        long.Parse(await File.ReadAllTextAsync(Path.Combine(DataDirectory, "volumes", "default", claim, "visits.txt")), System.Globalization.CultureInfo.InvariantCulture);

    public static ObjectKey Key(string name) => new("default", name);

    public async ValueTask DisposeAsync()
    {
        if (_operator is not null) await _operator.DisposeAsync();
        Client.Dispose();
        await Cluster.DisposeAsync();
    }

    /// <summary>Removes the data as well; for the last cluster on a directory.</summary>
    public async Task EndAsync()
    {
        await DisposeAsync();
        Directory.Delete(DataDirectory, recursive: true);
    }
}
