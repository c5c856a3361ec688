using System.Collections.Concurrent;
using Kubernetes.Client;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Caching;
using LocalCluster.Node.Containers;
using LocalCluster.Node.Endpoint;
using LocalCluster.Node.Eventing;
using LocalCluster.Node.Images;
using LocalCluster.Node.Pods;
using LocalCluster.Node.Probes;
using LocalCluster.Node.Processes;
using LocalCluster.Node.Registration;
using LocalCluster.Node.Sandboxes;

namespace LocalCluster.Node;

/// <summary>
/// The one node of a local cluster: registers itself, runs every pod that is bound to it as processes of this machine, reports
/// their status, and serves their logs, commands and ports to the API server. Disposing stops all pods within
/// <see cref="NodeOptions.StopDeadline"/> and leaves no process, mount or port behind; the pods' objects stay as they are.
/// </summary>
internal sealed partial class NodeAgent : IAsyncDisposable
{
    private readonly NodeContext _context;
    private readonly HttpProber _http;
    private readonly NodeEndpoint _endpoint;
    private readonly Informer<Pod> _pods;
    private readonly PodWorkers _workers;
    private readonly CancellationTokenSource _stop = new();
    private readonly ILogger _logger;
    private bool _disposed;
    private Task _running = Task.CompletedTask;

    private NodeAgent(NodeContext context, HttpProber http, PodWorkers workers, NodeEndpoint endpoint)
    {
        _context = context;
        _http = http;
        _workers = workers;
        _endpoint = endpoint;
        _logger = context.Loggers.CreateLogger<NodeAgent>();
        var mine = new InformerOptions { FieldSelector = $"spec.nodeName={context.Options.Name}" };
        _pods = new Informer<Pod>(context.Client, mine, context.Time, context.Loggers);
    }

    /// <summary>Where the node serves logs, commands and ports of pods.</summary>
    public Uri EndpointAddress => _endpoint.Address;

    /// <summary>Whether volumes are really mounted where pods say.</summary>
    public bool Mounts => _context.Isolation.Mounts;

    /// <summary>Returns when the node is registered and watches for pods.</summary>
    public static async Task<NodeAgent> StartAsync(KubeClient client, NodeOptions options, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        Clear(options.Directory);
        var processes = new ProcessThread();
        var http = new HttpProber();
        var logger = loggers.CreateLogger<NodeAgent>();
        var isolation = await IsolationProbe.ChooseAsync(processes, Path.Combine(options.Directory, "probe"), logger, cancellationToken);
        var context = new NodeContext
        {
            Options = options,
            Client = client,
            Processes = processes,
            Isolation = isolation,
            Images = new ImageCatalog(CounterAppBuild.Locate(options.CounterAppAssembly)),
            Addresses = new PodAddresses(options.Slot),
            Events = new EventRecorder(client, options.Name, options.Time, loggers.CreateLogger<EventRecorder>()),
            Prober = new Prober(http, options.Time),
            Hooks = new LifecycleHooks(http, options.Time),
            Allocatable = MachineFacts.Capacity(),
            Loggers = loggers,
        };
        var workers = new PodWorkers(context);
        var endpoint = await NodeEndpoint.StartAsync(workers, options, loggers, cancellationToken);
        var agent = new NodeAgent(context, http, workers, endpoint);
        await agent.BeginAsync(cancellationToken);
        return agent;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true)) return;

        await _stop.CancelAsync();
        await _running;
        await _endpoint.DisposeAsync();
        await _workers.DisposeAsync();
        await _context.Events.DisposeAsync();
        _context.Processes.Dispose();
        _http.Dispose();
        _stop.Dispose();
        LogStopped(_logger, _context.Options.Name);
    }

    /// <summary>Files of pods of an earlier cluster: their processes ended with it.</summary>
    private static void Clear(string directory)
    {
        var pods = Path.Combine(directory, "pods");
        if (Directory.Exists(pods)) Directory.Delete(pods, recursive: true);
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        var registration = new NodeRegistration(_context.Client, _context.Options, _endpoint.Address.Port, _context.Loggers.CreateLogger<NodeRegistration>());
        await registration.RegisterAsync(cancellationToken);
        _pods.Store.Subscribe(_workers.Apply);
        _running = Task.WhenAll(_pods.RunAsync(_stop.Token), registration.HeartbeatAsync(_stop.Token));
        await _pods.WaitForSyncAsync(cancellationToken);
        LogReady(_logger, _context.Options.Name, _endpoint.Address);
    }

    [LoggerMessage(4401, LogLevel.Information, "Node {Name} is ready; it serves logs and commands at {Address}")]
    private static partial void LogReady(ILogger logger, string name, Uri address);

    [LoggerMessage(4402, LogLevel.Information, "Node {Name} has stopped all its pods")]
    private static partial void LogStopped(ILogger logger, string name);
}
