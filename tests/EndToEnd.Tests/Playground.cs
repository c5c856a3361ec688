using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using EndToEnd.Tests.Clusters;
using Kubernetes.Client;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using LocalCluster;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Operator.Api;

namespace EndToEnd.Tests;

/// <summary>A cluster with the CRD, the real operator as a process, and the real app in its pods: a local one, or the one that is named.</summary>
public sealed class Playground : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _log = [];
    private readonly ITestCluster _cluster;
    private readonly bool _ownsData;
    private OperatorProcess? _operator;

    private Playground(ITestCluster cluster, string dataDirectory, bool ownsData) => (_cluster, DataDirectory, _ownsData) = (cluster, dataDirectory, ownsData);

    /// <summary>The namespace that tests work in.</summary>
    public static string Namespace { get; } = NamedCluster.File is null ? "default" : "counterapp-end-to-end";

    public string DataDirectory { get; }

    public string Kubeconfig => _cluster.Kubeconfig;

    public KubeClient Client => _cluster.Client;

    /// <summary>Where node ports are reached.</summary>
    public string NodeAddress => _cluster.NodeAddress;

    /// <summary>Everything that the operator has printed.</summary>
    public string OperatorLog => string.Join('\n', _log);

    public bool IsOperatorRunning => _operator is { Exit.IsCompleted: false };

    /// <summary>The inside of the local cluster, for tests that are marked as needing it.</summary>
    internal Cluster Cluster => (_cluster as EmbeddedCluster)?.Inside
        ?? throw new InvalidOperationException($"A named cluster shows nothing of its inside: mark the test with [{nameof(LocalClusterFactAttribute)}].");

    /// <summary>
    /// Starts a cluster, on a directory that goes with it or on one that is the caller's and that an earlier cluster may have left; or waits its turn
    /// on the named one.
    /// </summary>
    public static async Task<Playground> StartAsync(string? dataDirectory = null, bool withOperator = true, bool withNode = true, ILoggerFactory? loggers = null)
    {
        var data = dataDirectory ?? Directory.CreateTempSubdirectory("end-to-end-").FullName;
        var options = new ClusterOptions { DataDirectory = data, CrashBackOff = TimeSpan.FromMilliseconds(500), HasNode = withNode, Loggers = loggers ?? NullLoggerFactory.Instance };
        var cluster = NamedCluster.File is { } file ? await NamedCluster.EnterAsync(file) : (ITestCluster)await EmbeddedCluster.StartAsync(options);
        var playground = new Playground(cluster, data, ownsData: dataDirectory is null);
        if (withOperator) await playground.StartOperatorAsync();
        return playground;
    }

    /// <summary>Starts it with these flags, or with none of its ports open.</summary>
    public async Task StartOperatorAsync(params string[] flags) =>
        _operator = await StartOperatorAsync(flags.Length > 0 ? flags : ["--metrics-bind-address", "0", "--health-probe-bind-address", "0"], _log.Enqueue);

    /// <summary>One more operator, which the caller ends.</summary>
    internal Task<OperatorProcess> StartOperatorAsync(IReadOnlyList<string> flags, Action<string> line) =>
        OperatorProcess.StartAsync(Kubeconfig, [.. flags, .. _cluster.OperatorFlags], line, TimeProvider.System, CancellationToken.None);

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
    public Task<Uri> UrlAsync(string name) => Visited(name).UrlAsync();

    /// <summary>What is on the volume of a pod, as a process outside reads it.</summary>
    public async Task<long> VisitsOnVolumeAsync(string claim) =>
        long.Parse(await _cluster.ReadVolumeAsync(claim, "visits.txt"), System.Globalization.CultureInfo.InvariantCulture);

    public static ObjectKey Key(string name) => new(Namespace, name);

    public async ValueTask DisposeAsync()
    {
        if (_operator is not null) await _operator.DisposeAsync();
        await _cluster.DisposeAsync();
        if (_ownsData) Directory.Delete(DataDirectory, recursive: true);
    }

    internal VisitedApp Visited(string name) => new(Client, NodeAddress, Key(name)) { Volumes = NamedCluster.File is null ? Path.Combine(DataDirectory, "volumes", Namespace) : null };

    /// <summary>Users of the app from now on, and a checker beside them.</summary>
    internal Task<Traffic> VisitAsync(string name, int users = 2, int visitsPerConnection = 5) => Traffic.StartAsync(Visited(name), users, visitsPerConnection);
}
