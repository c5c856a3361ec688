using System.Net;
using Kubernetes.Client;
using Kubernetes.Client.Config;
using LocalCluster.ApiServer;
using LocalCluster.Controllers;
using LocalCluster.Node;
using LocalCluster.Proxy;

namespace LocalCluster;

/// <summary>
/// A whole cluster in this process: API server, controllers, one node, service proxy. Everything but the API server speaks to it over
/// TLS, as any client does. Disposing stops every pod and leaves no process, port or mount behind.
/// </summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _parts = new();
    private readonly ClusterOptions _options;
    private readonly DirectoryLock _data;

    private Cluster(ClusterOptions options, DirectoryLock data, AddressSlot slot, ApiHost api)
    {
        (_options, _data) = (options, data);
        Api = api;
        Slot = slot;
        NodeAddress = options.NodeAddress ?? slot.NodeAddress;
    }

    public ApiHost Api { get; }

    public AddressSlot Slot { get; }

    /// <summary>Where volumes, certificates and logs live.</summary>
    public string DataDirectory => _options.DataDirectory;

    /// <summary>Where node ports listen.</summary>
    public string NodeAddress { get; }

    public ClientConfig AdminConfig => Api.AdminConfig;

    /// <summary>Starts everything; ready when it returns.</summary>
    /// <exception cref="ClusterException">A port is taken, or the data directory cannot be used.</exception>
    public static async Task<Cluster> StartAsync(ClusterOptions options, CancellationToken cancellationToken)
    {
        var data = DirectoryLock.Claim(options.DataDirectory);
        try
        {
            return await StartAsync(options, data, cancellationToken);
        }
        catch (Exception e)
        {
            data.Dispose();
            throw Explain(e, options) ?? e;
        }
    }

    private static async Task<Cluster> StartAsync(ClusterOptions options, DirectoryLock data, CancellationToken cancellationToken)
    {
        var slot = AddressSlot.Claim();
        var nodeToken = Guid.NewGuid().ToString("N");
        ApiHost? api = null;
        try
        {
            api = await ApiHost.StartAsync(ApiOptionsOf(options, slot, nodeToken), options.Loggers, cancellationToken);
            var cluster = new Cluster(options, data, slot, api);
            await cluster.StartPartsAsync(nodeToken, cancellationToken);
            return cluster;
        }
        catch
        {
            if (api is not null) await api.DisposeAsync();
            slot.Dispose();
            throw;
        }
    }

    /// <summary>A new client of the API server as its administrator; the caller disposes it.</summary>
    public KubeClient Connect() => new(AdminConfig, _options.Time, _options.Loggers);

    public async ValueTask DisposeAsync()
    {
        while (_parts.TryPop(out var part)) await part.DisposeAsync();
        await Api.DisposeAsync();
        Slot.Dispose();
        _data.Dispose();
        if (_options.OwnsDataDirectory) Directory.Delete(_options.DataDirectory, recursive: true);
    }

    /// <summary>All at once: they meet only through the API.</summary>
    private async Task StartPartsAsync(string nodeToken, CancellationToken cancellationToken)
    {
        List<Task> starts = [StartAsync(ClusterParts.Controllers, client => ControllerSet.StartAsync(client, ControllerOptions(), _options.Loggers, cancellationToken))];
        if (_options.HasNode)
        {
            var proxy = new ProxyOptions { NodeAddress = IPAddress.Parse(NodeAddress), Time = _options.Time };
            starts.Add(StartAsync(ClusterParts.Node, client => NodeAgent.StartAsync(client, NodeOptionsOf(nodeToken), _options.Loggers, cancellationToken)));
            starts.Add(StartAsync(ClusterParts.Proxy, client => ServiceProxy.StartAsync(client, proxy, _options.Loggers, cancellationToken)));
        }

        await Task.WhenAll(starts);
    }

    private async Task StartAsync<T>(string name, Func<KubeClient, Task<T>> start)
        where T : IAsyncDisposable
    {
        // Its own client ends after it: the stack is taken from its top.
        var client = Owned(name);
        var part = await Task.Run(() => start(client));
        lock (_parts) _parts.Push(part);
    }

    /// <summary>It does not log what the server warns of: like kube-controller-manager, the parts watch whatever is served, also what is deprecated.</summary>
    private KubeClient Owned(string part)
    {
        var client = new KubeClient(AdminConfig with { UserAgent = $"{part}/v{_options.Version}" }, _options.Time);
        lock (_parts) _parts.Push(new ClosingClient(client));
        return client;
    }

    private NodeOptions NodeOptionsOf(string nodeToken) => new()
    {
        Directory = _options.DataDirectory,
        Slot = Slot.Number,
        Address = IPAddress.Parse(NodeAddress),
        EndpointToken = nodeToken,
        ApiServer = AdminConfig,
        RestartBackoffBase = _options.CrashBackOff,
        ImageBackoffBase = _options.CrashBackOff,
        Time = _options.Time,
    };

    private ControllerSetOptions ControllerOptions() => new()
    {
        DataDirectory = _options.DataDirectory,
        RootCertificate = AdminConfig.Tls.AuthorityPem ?? "",
        TimeProvider = _options.Time,
    };

    private static ApiOptions ApiOptionsOf(ClusterOptions options, AddressSlot slot, string nodeToken) => new()
    {
        Port = options.Port,
        DataDirectory = options.DataDirectory,
        Version = options.Version,
        ServiceCidr = $"127.{slot.Number}.208.0/20",
        NodeToken = nodeToken,
        RequestsKept = options.RequestsKept,
        Time = options.Time,
    };

    private static ClusterException? Explain(Exception e, ClusterOptions options) => e switch
    {
        IOException when e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException => new ClusterException($"Port {options.Port} is in use: stop what listens there, or choose another with --port.", e),
        UnauthorizedAccessException or IOException => new ClusterException($"The data directory {options.DataDirectory} cannot be written ({e.Message}): choose another with --data.", e),
        _ => null,
    };

    private sealed class ClosingClient(KubeClient client) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            client.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
