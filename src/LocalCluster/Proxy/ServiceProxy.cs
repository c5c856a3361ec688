using System.Net;
using System.Threading.Channels;
using Kubernetes.Client;
using Kubernetes.Models.Core;
using Kubernetes.Models.Discovery;
using Kubernetes.Runtime.Caching;

namespace LocalCluster.Proxy;

/// <summary>
/// The cluster's kube-proxy: serves node ports and cluster IPs on this machine, and spreads their TCP connections over the ready
/// pods. Follows services and endpoint slices. Disposing closes every port and connection.
/// </summary>
internal sealed partial class ServiceProxy : IAsyncDisposable
{
    private readonly ProxyOptions _options;
    private readonly ILogger _logger;
    private readonly Informer<Service> _services;
    private readonly Informer<EndpointSlice> _slices;
    private readonly PortInUseEvents _events;
    private readonly Dictionary<IPEndPoint, PortListener> _listeners = [];
    private readonly Channel<bool> _dirty = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    private ServiceProxy(KubeClient client, ProxyOptions options, ILoggerFactory loggers)
    {
        _options = options;
        _logger = loggers.CreateLogger<ServiceProxy>();
        _services = new Informer<Service>(client, new InformerOptions(), options.Time, loggers);
        _slices = new Informer<EndpointSlice>(client, new InformerOptions(), options.Time, loggers);
        _events = new PortInUseEvents(client, options, loggers.CreateLogger<PortInUseEvents>());
    }

    /// <summary>Returns when all services that there are have been read.</summary>
    public static async Task<ServiceProxy> StartAsync(KubeClient client, ProxyOptions options, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var proxy = new ServiceProxy(client, options, loggers);
        proxy._services.Store.Subscribe(_ => proxy._dirty.Writer.TryWrite(true));
        proxy._slices.Store.Subscribe(_ => proxy._dirty.Writer.TryWrite(true));
        var informing = Task.WhenAll(proxy._services.RunAsync(proxy._stop.Token), proxy._slices.RunAsync(proxy._stop.Token));
        proxy._running = Task.WhenAll(informing, proxy.FollowAsync(proxy._stop.Token));
        await proxy._services.WaitForSyncAsync(cancellationToken);
        await proxy._slices.WaitForSyncAsync(cancellationToken);
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        foreach (var listener in _listeners.Values) await listener.DisposeAsync();
        _stop.Dispose();
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _services.WaitForSyncAsync(cancellationToken);
            await _slices.WaitForSyncAsync(cancellationToken);
            await ApplyAsync();
            await foreach (var _ in _dirty.Reader.ReadAllAsync(cancellationToken)) await ApplyAsync();
        }
        catch (OperationCanceledException)
        {
            // The proxy stops.
        }
    }

    private async Task ApplyAsync()
    {
        var wanted = new Dictionary<IPEndPoint, FrontEnd>();
        foreach (var frontEnd in FrontEndTable.Build(_services.Store.List(), _slices.Store.List(), _options.NodeAddress)) wanted.TryAdd(frontEnd.Listen, frontEnd);

        foreach (var (listen, listener) in _listeners.Where(pair => !wanted.ContainsKey(pair.Key)).ToList())
        {
            _listeners.Remove(listen);
            await listener.DisposeAsync();
            LogClosed(_logger, listen);
        }

        foreach (var frontEnd in wanted.Values)
        {
            if (_listeners.TryGetValue(frontEnd.Listen, out var known))
            {
                known.Update(frontEnd);
                continue;
            }

            _listeners[frontEnd.Listen] = new PortListener(frontEnd, _options, _events.Tell, _logger);
            LogServing(_logger, frontEnd.Listen, frontEnd.Service);
        }
    }

    [LoggerMessage(4603, LogLevel.Information, "Serving {Listen} for Service {Service}")]
    private static partial void LogServing(ILogger logger, IPEndPoint listen, ServiceReference service);

    [LoggerMessage(4604, LogLevel.Information, "Closed {Listen}")]
    private static partial void LogClosed(ILogger logger, IPEndPoint listen);
}
