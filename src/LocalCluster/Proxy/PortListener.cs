using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace LocalCluster.Proxy;

/// <summary>
/// Serves one address. While there are pods to go to it listens; while there are none the port stays taken but refuses, as
/// kube-proxy's rules do. Connections outlive changes of the set: only new ones see them.
/// </summary>
internal sealed partial class PortListener : IAsyncDisposable
{
    private const int Backlog = 512;

    private readonly ProxyOptions _options;
    private readonly ILogger _logger;
    private readonly Action<FrontEnd, string> _portInUse;
    private readonly BackendChoice _choice;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Task, byte> _connections = new();
    private readonly Task _running;
    private FrontEnd _frontEnd;
    private TaskCompletionSource _changed = NewSignal();

    /// <param name="frontEnd">Where to listen, and for whom.</param>
    /// <param name="options">Waits.</param>
    /// <param name="portInUse">Called when another program has the port, with the reason.</param>
    /// <param name="logger">Says what is served.</param>
    public PortListener(FrontEnd frontEnd, ProxyOptions options, Action<FrontEnd, string> portInUse, ILogger logger)
    {
        _frontEnd = frontEnd;
        _options = options;
        _portInUse = portInUse;
        _logger = logger;
        _choice = new BackendChoice(options.Time);
        _running = RunAsync(_stop.Token);
    }

    private BackendSet Backends => Volatile.Read(ref _frontEnd).Backends;

    public void Update(FrontEnd frontEnd)
    {
        if (frontEnd == _frontEnd) return;

        Volatile.Write(ref _frontEnd, frontEnd);
        Interlocked.Exchange(ref _changed, NewSignal()).TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        await Task.WhenAll(_connections.Keys);
        _stop.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task RunAsync(CancellationToken stop)
    {
        await Task.Yield();
        try
        {
            while (true)
            {
                using var socket = await BindAsync(stop);
                await AwaitBackendsAsync(wanted: true, stop);
                await ServeAsync(socket, stop);
            }
        }
        catch (OperationCanceledException)
        {
            // The service is gone, or the proxy stops.
        }
    }

    /// <summary>Takes the port. When another program has it, says so and tries again, ever more slowly.</summary>
    private async Task<Socket> BindAsync(CancellationToken stop)
    {
        for (var wait = _options.PortRetryBase; ; wait = wait * 2 > _options.PortRetryMaximum ? _options.PortRetryMaximum : wait * 2)
        {
            stop.ThrowIfCancellationRequested();
            var socket = new Socket(_frontEnd.Listen.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(_frontEnd.Listen);
                return socket;
            }
            catch (SocketException e)
            {
                socket.Dispose();
                LogPortInUse(_logger, _frontEnd.Listen, _frontEnd.Service, e.Message, wait);
                _portInUse(_frontEnd, e.Message);
            }

            await Task.Delay(wait, _options.Time, stop);
        }
    }

    private async Task AwaitBackendsAsync(bool wanted, CancellationToken stop)
    {
        while (true)
        {
            var changed = Volatile.Read(ref _changed).Task;
            if (Backends.IsEmpty != wanted) return;
            await changed.WaitAsync(stop);
        }
    }

    /// <summary>Accepts until there is no pod left to go to.</summary>
    private async Task ServeAsync(Socket socket, CancellationToken stop)
    {
        if (!TryListen(socket))
        {
            await Task.Delay(_options.PortRetryBase, _options.Time, stop);
            return;
        }

        using var accepting = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var empty = AwaitBackendsAsync(wanted: false, accepting.Token);
        var accept = AcceptAllAsync(socket, accepting.Token, stop);
        await Task.WhenAny(empty, accept);
        await accepting.CancelAsync();
        await accept;
        await Task.WhenAny(empty);
        stop.ThrowIfCancellationRequested();
    }

    /// <summary>A port that was free to bind may still be listened on by another program that shares it.</summary>
    private bool TryListen(Socket socket)
    {
        try
        {
            socket.Listen(Backlog);
            return true;
        }
        catch (SocketException e)
        {
            LogPortInUse(_logger, _frontEnd.Listen, _frontEnd.Service, e.Message, _options.PortRetryBase);
            _portInUse(_frontEnd, e.Message);
            return false;
        }
    }

    private async Task AcceptAllAsync(Socket socket, CancellationToken accepting, CancellationToken stop)
    {
        while (!accepting.IsCancellationRequested)
        {
            try
            {
                Track(ConnectAsync(await socket.AcceptAsync(accepting), stop));
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException e)
            {
                // The client gave up before it was accepted, or this process has no descriptor left.
                LogNotAccepted(_logger, _frontEnd.Listen, e.Message);
                await Task.Delay(TimeSpan.FromMilliseconds(10), _options.Time, CancellationToken.None);
            }
        }
    }

    private void Track(Task connection)
    {
        _connections[connection] = 0;
        _ = connection.ContinueWith(
            ended => _connections.TryRemove(ended, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task ConnectAsync(Socket client, CancellationToken stop)
    {
        await Task.Yield();
        using (client)
        {
            if (await BackendConnection.OpenAsync(Backends, _choice, Client(client), _options, stop) is not { } backend)
            {
                // Nobody answers: the client is told at once instead of being left waiting.
                client.LingerState = new LingerOption(true, 0);
                return;
            }

            using (backend)
            {
                client.NoDelay = true;
                backend.NoDelay = true;
                await Splice.RunAsync(client, backend, stop);
            }
        }
    }

    private static IPAddress Client(Socket client) => client.RemoteEndPoint is IPEndPoint { Address: var address } ? address : IPAddress.None;

    [LoggerMessage(4601, LogLevel.Warning, "Cannot serve {Listen} for Service {Service}: {Error}; trying again in {Wait}")]
    private static partial void LogPortInUse(ILogger logger, IPEndPoint listen, ServiceReference service, string error, TimeSpan wait);

    [LoggerMessage(4602, LogLevel.Debug, "Did not accept a connection to {Listen}: {Error}")]
    private static partial void LogNotAccepted(ILogger logger, IPEndPoint listen, string error);
}
