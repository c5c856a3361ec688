using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using LocalCluster.Proxy;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalCluster.Tests.Proxy;

public sealed class PortListenerTests : IAsyncLifetime, IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);
    private static readonly ServiceReference Service = new("shop", "web", "1", "http");

    private readonly ConcurrentBag<string> _portInUse = [];
    private readonly List<EchoServer> _servers = [];
    private readonly int _port = FreePort();
    private PortListener? _listener;

    public Task InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        if (_listener is not null) await _listener.DisposeAsync();
        foreach (var server in _servers) server.Dispose();
    }

    [Fact]
    public async Task Connections_take_turns_over_the_pods()
    {
        Listen(Serve("a"), Serve("b"));
        await AwaitServingAsync();

        var answers = new List<string>();
        for (var i = 0; i < 10; i++) answers.Add(await AskAsync());

        Assert.Equal(5, answers.Count(answer => answer == "a"));
        Assert.Equal(5, answers.Count(answer => answer == "b"));
    }

    [Fact]
    public async Task Without_pods_connections_are_refused_and_with_the_first_pod_they_are_served()
    {
        Listen();
        await Assert.ThrowsAnyAsync<SocketException>(AskAsync);

        _listener!.Update(FrontEnd(Serve("a")));
        await AwaitServingAsync();
        Assert.Equal("a", await AskAsync());

        _listener.Update(FrontEnd());
        await Eventually.Succeeds(() => Assert.ThrowsAnyAsync<SocketException>(AskAsync), Deadline);
    }

    [Fact]
    public async Task A_pod_that_refuses_is_skipped()
    {
        Listen(new IPEndPoint(IPAddress.Loopback, FreePort()), Serve("a"));
        await AwaitServingAsync();

        for (var i = 0; i < 6; i++) Assert.Equal("a", await AskAsync());
    }

    [Fact]
    public async Task A_connection_outlives_the_removal_of_its_pod_from_the_set_and_new_ones_go_elsewhere()
    {
        Listen(Serve("a"));
        await AwaitServingAsync();
        using var client = await ConnectAsync();
        Assert.Equal("a", await client.AskAsync("x"));

        _listener!.Update(FrontEnd(Serve("b")));

        Assert.Equal("b", await AskAsync());
        Assert.Equal("a", await client.AskAsync("y"));
    }

    [Fact]
    public async Task No_request_fails_while_the_set_is_switched_back_and_forth()
    {
        var (blue, green) = (FrontEnd(Serve("blue")), FrontEnd(Serve("green")));
        Listen(blue.Backends.Addresses[0]);
        await AwaitServingAsync();

        using var stop = new CancellationTokenSource();
        var switching = Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                _listener!.Update(i % 2 == 0 ? green : blue);
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
            }
        });
        for (var i = 0; i < 300; i++) Assert.Contains(await AskAsync(), new[] { "blue", "green" });
        await stop.CancelAsync();
        await switching;
    }

    [Fact]
    public async Task A_client_with_affinity_stays_with_its_pod()
    {
        _listener = new PortListener(FrontEnd(Serve("a"), Serve("b")) with { Backends = new BackendSet([Serve("c"), Serve("d")], TimeSpan.FromHours(1)) }, Options, Note, NullLogger.Instance);
        await AwaitServingAsync();

        var first = await AskAsync();
        for (var i = 0; i < 5; i++) Assert.Equal(first, await AskAsync());
    }

    [Fact]
    public async Task A_port_in_use_is_told_and_taken_as_soon_as_it_is_free()
    {
        using (var other = new TcpListener(IPAddress.Loopback, _port))
        {
            other.Start();
            Listen(Serve("a"));
            await Eventually.Holds(() => Task.FromResult(!_portInUse.IsEmpty), "that the port is in use", Deadline);
        }

        await AwaitServingAsync();
        Assert.Equal("a", await AskAsync());
    }

    [Fact]
    public async Task Large_answers_arrive_whole_and_half_closed_connections_are_kept()
    {
        Listen(Serve("", echoes: true));
        await AwaitServingAsync();
        var sent = new byte[3_000_000];
        Random.Shared.NextBytes(sent);

        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _port);
        var stream = client.GetStream();
        var writing = Task.Run(async () =>
        {
            await stream.WriteAsync(sent);
            client.Client.Shutdown(SocketShutdown.Send);
        });
        using var received = new MemoryStream();
        await stream.CopyToAsync(received).WaitAsync(Deadline);
        await writing;

        Assert.Equal(sent, received.ToArray());
    }

    [Fact]
    public async Task Disposing_ends_connections_and_frees_the_port()
    {
        Listen(Serve("a"));
        await AwaitServingAsync();
        using var client = await ConnectAsync();
        await client.AskAsync("x");

        await _listener!.DisposeAsync().AsTask().WaitAsync(Deadline);
        _listener = null;

        using var next = new TcpListener(IPAddress.Loopback, _port);
        next.Start();
    }

    private static ProxyOptions Options { get; } = new() { PortRetryBase = TimeSpan.FromMilliseconds(50), PortRetryMaximum = TimeSpan.FromMilliseconds(100) };

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private void Note(FrontEnd frontEnd, string error) => _portInUse.Add(error);

    private FrontEnd FrontEnd(params IPEndPoint[] backends) => new(new IPEndPoint(IPAddress.Loopback, _port), Service, new BackendSet([.. backends], null));

    private void Listen(params IPEndPoint[] backends) => _listener = new PortListener(FrontEnd(backends), Options, Note, NullLogger.Instance);

    private IPEndPoint Serve(string name, bool echoes = false)
    {
        var server = new EchoServer(name, echoes);
        _servers.Add(server);
        return server.Address;
    }

    /// <summary>Returns once a question has been answered: a connection takes its turn some time after it was accepted, so that a mere connection could take it between later ones.</summary>
    private Task AwaitServingAsync() => Eventually.Succeeds(AskAsync, Deadline);

    private async Task<EchoClient> ConnectAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _port);
        return new EchoClient(client);
    }

    private async Task<string> AskAsync()
    {
        using var client = await ConnectAsync();
        return await client.AskAsync("hello").WaitAsync(Deadline);
    }

    private sealed class EchoClient(TcpClient client) : IDisposable
    {
        /// <exception cref="SocketException">The connection was refused or reset.</exception>
        public async Task<string> AskAsync(string question)
        {
            var stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(question + "\n"));
            var buffer = new byte[256];
            var read = await stream.ReadAsync(buffer);
            return read > 0 ? Encoding.ASCII.GetString(buffer, 0, read).Trim() : throw new SocketException((int)SocketError.ConnectionReset);
        }

        public void Dispose() => client.Dispose();
    }

    /// <summary>Answers every piece with its name, or with the piece itself.</summary>
    private sealed class EchoServer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public EchoServer(string name, bool echoes)
        {
            _listener.Start();
            _ = AcceptAsync(Encoding.ASCII.GetBytes(name + "\n"), echoes);
        }

        public IPEndPoint Address => (IPEndPoint)_listener.LocalEndpoint;

        public void Dispose() => _listener.Dispose();

        private async Task AcceptAsync(byte[] answer, bool echoes)
        {
            try
            {
                while (true) _ = ServeAsync(await _listener.AcceptTcpClientAsync(), answer, echoes);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // Disposed.
            }
        }

        private static async Task ServeAsync(TcpClient client, byte[] answer, bool echoes)
        {
            using (client)
            {
                try
                {
                    var stream = client.GetStream();
                    var buffer = new byte[16 * 1024];
                    int read;
                    while ((read = await stream.ReadAsync(buffer)) > 0) await stream.WriteAsync(echoes ? buffer.AsMemory(0, read) : answer);
                }
                catch (IOException)
                {
                    // The client is gone.
                }
            }
        }
    }
}
