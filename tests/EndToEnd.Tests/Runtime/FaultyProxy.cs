using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Kubernetes.Client.Config;

namespace EndToEnd.Tests.Runtime;

/// <summary>
/// A way to an API server that can go wrong as networks do: lines that stay open and carry nothing, lines that are reset, a server that refuses
/// connections. Towards the client either the server's own TLS, or plain HTTP/1.1 so that a test can cut inside of what is said.
/// </summary>
internal sealed class FaultyProxy : IAsyncDisposable
{
    private readonly ClientConfig _server;
    private readonly bool _plain;
    private readonly CancellationTokenSource _over = new();
    private readonly ConcurrentDictionary<Line, Task> _lines = [];
    private TcpListener _listener;
    private Task _accepting;

    private FaultyProxy(ClientConfig server, bool plain)
    {
        (_server, _plain) = (server, plain);
        _listener = new TcpListener(IPAddress.Loopback, 0);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync(_listener);
    }

    public int Port { get; }

    /// <summary>Connections that are open now.</summary>
    public int Open => _lines.Count;

    public int Accepted { get; private set; }

    /// <summary>Whether somebody waits for the server and will hear of it: a clock that runs meanwhile would run against the machine.</summary>
    public bool IsBusy => _lines.Keys.Any(line => line.IsBusy);

    /// <summary>Looks at what the server says and names how many bytes of it still arrive before the line is reset; null lets it pass.</summary>
    public Func<ReadOnlyMemory<byte>, int?>? CutInside { get; set; }

    /// <summary>Looks at what the client says and tells whether its line falls silent instead of carrying that.</summary>
    public Func<ReadOnlyMemory<byte>, bool>? StallAt { get; set; }

    public ClientConfig Config => _plain ? new ClientConfig { Server = new Uri($"http://127.0.0.1:{Port}") } : _server with { Server = new Uri($"https://127.0.0.1:{Port}") };

    public static FaultyProxy Plain(ClientConfig server) => new(server, plain: true);

    public static FaultyProxy Tls(ClientConfig server) => new(server, plain: false);

    /// <summary>All lines that are open now fall silent for ever without being closed: half-open, as after a cable is pulled behind a proxy.</summary>
    public void Stall()
    {
        foreach (var line in _lines.Keys) line.Stall();
    }

    public void Reset()
    {
        foreach (var line in _lines.Keys) line.Reset();
    }

    /// <summary>The server is away: its lines break and new ones are refused.</summary>
    public async Task GoAwayAsync()
    {
        _listener.Stop();
        await _accepting;
        Reset();
    }

    public void ComeBack()
    {
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        _accepting = AcceptAsync(_listener);
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _listener.Stop();
        await _accepting;
        Reset();
        await Task.WhenAll(_lines.Values);
        _over.Dispose();
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(_over.Token);
                Accepted++;
                var line = new Line(client, this);
                var running = new TaskCompletionSource();
                _lines[line] = running.Task;
                _ = Task.Run(async () =>
                {
                    await line.RunAsync();
                    _lines.TryRemove(line, out _);
                    running.SetResult();
                });
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The listener was stopped.
        }
    }

    private async Task<Stream> ConnectAsync(TcpClient server, CancellationToken cancellationToken)
    {
        await server.ConnectAsync(_server.Server.Host, _server.Server.Port, cancellationToken);
        if (!_plain) return server.GetStream();
        var tls = new SslStream(server.GetStream());
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.ImportFromPem(_server.Tls.AuthorityPem);
        using var pem = X509Certificate2.CreateFromPem(_server.Tls.ClientCertificatePem, _server.Tls.ClientKeyPem);
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = _server.Server.Host,
                ApplicationProtocols = [SslApplicationProtocol.Http11],
                ClientCertificates = [pem],
                CertificateChainPolicy = trust,
            },
            cancellationToken);
        return tls;
    }

    private sealed class Line(TcpClient client, FaultyProxy proxy)
    {
        private readonly CancellationTokenSource _broken = CancellationTokenSource.CreateLinkedTokenSource(proxy._over.Token);
        private readonly TcpClient _server = new();
        private volatile bool _stalled;
        private volatile bool _asked = true;

        public bool IsBusy => _asked && !_stalled;

        public void Stall() => _stalled = true;

        public void Reset() => _broken.Cancel();

        public async Task RunAsync()
        {
            try
            {
                var down = client.GetStream();
                await using var up = await proxy.ConnectAsync(_server, _broken.Token);
                _asked = false;
                await Task.WhenAny(PumpAsync(down, up, null), PumpAsync(up, down, proxy));
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // Either side went.
            }
            finally
            {
                await _broken.CancelAsync();
                // Zero seconds of lingering: the client sees a reset and no orderly end.
                client.LingerState = new LingerOption(true, 0);
                client.Dispose();
                _server.Dispose();
            }
        }

        private async Task PumpAsync(Stream from, Stream to, FaultyProxy? inspected)
        {
            var buffer = new byte[32 * 1024];
            while (await from.ReadAsync(buffer, _broken.Token) is > 0 and var count)
            {
                if (inspected is null) Hear(buffer.AsMemory(0, count));
                if (_stalled) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _broken.Token);
                var cut = inspected?.CutInside?.Invoke(buffer.AsMemory(0, count));
                await to.WriteAsync(buffer.AsMemory(0, cut ?? count), _broken.Token);
                await to.FlushAsync(_broken.Token);
                if (inspected is not null) _asked = false;
                if (cut is not null) return;
            }
        }

        private void Hear(ReadOnlyMemory<byte> asked)
        {
            _asked = true;
            if (proxy.StallAt?.Invoke(asked) == true) Stall();
        }
    }
}
