using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Kubernetes.Tests.Scripting;

/// <summary>A TCP server that reads a greeting, connects onward, and passes bytes both ways until it is told to fall silent.
/// With a certificate the greeting and the bytes go through TLS.</summary>
internal sealed class RelayServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<Stream, Task<DnsEndPoint>> _greet;
    private readonly X509Certificate2? _certificate;
    private readonly Task _accepting;
    private volatile bool _silent;

    /// <summary>The greeting is the part of the conversation before the bytes: it answers where to connect to.</summary>
    public RelayServer(Func<Stream, Task<DnsEndPoint>> greet, X509Certificate2? certificate = null)
    {
        (_greet, _certificate) = (greet, certificate);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Connections { get; private set; }

    /// <summary>From now on nothing is passed on and nothing is closed: a half-open connection.</summary>
    public void FallSilent() => _silent = true;

    /// <summary>An HTTP proxy's side of CONNECT; the lines it was sent are written down. Who does not show the login, where there is one, is asked for it.</summary>
    public static Func<Stream, Task<DnsEndPoint>> HttpConnect(List<string> lines, string? login = null) => async stream =>
    {
        var expected = login is null ? null : $"Proxy-Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(login))}";
        var read = await HeadAsync(stream, lines);
        while (expected is not null && !read.Contains(expected))
        {
            await stream.WriteAsync("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"here\"\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
            read = await HeadAsync(stream, lines);
        }

        await stream.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray());
        var target = read[0].Split(' ')[1].Split(':');
        return new DnsEndPoint(target[0], int.Parse(target[1], System.Globalization.CultureInfo.InvariantCulture));
    };

    /// <summary>SOCKS5 without a login (RFC 1928).</summary>
    public static async Task<DnsEndPoint> Socks5(Stream stream)
    {
        var head = await BytesAsync(stream, 2);
        await BytesAsync(stream, head[1]);
        await stream.WriteAsync(new byte[] { 5, 0 });
        var ask = await BytesAsync(stream, 4);
        var host = ask[3] == 3 ? Encoding.ASCII.GetString(await BytesAsync(stream, (await BytesAsync(stream, 1))[0])) : new IPAddress(await BytesAsync(stream, ask[3] == 1 ? 4 : 16)).ToString();
        var port = await BytesAsync(stream, 2);
        await stream.WriteAsync(new byte[] { 5, 0, 0, 1, 0, 0, 0, 0, 0, 0 });
        return new DnsEndPoint(host, (port[0] << 8) + port[1]);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private static async Task<List<string>> HeadAsync(Stream stream, List<string> lines)
    {
        var read = new List<string>();
        while (await LineAsync(stream) is { Length: > 0 } line) read.Add(line);
        lock (lines) lines.AddRange(read);
        return read;
    }

    private static async Task<string> LineAsync(Stream stream)
    {
        var line = new StringBuilder();
        while (!line.ToString().EndsWith("\r\n", StringComparison.Ordinal)) line.Append((char)(await BytesAsync(stream, 1))[0]);
        return line.ToString().Trim();
    }

    private static async Task<byte[]> BytesAsync(Stream stream, int count)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes);
        return bytes;
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            Connections++;
            _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        Stream stream = near.GetStream();
        if (_certificate is not null)
        {
            var tls = new SslStream(stream);
            await tls.AuthenticateAsServerAsync(_certificate);
            stream = tls;
        }

        var target = await _greet(stream);
        await far.ConnectAsync(target.Host, target.Port, _stop.Token);
        await Task.WhenAny(PassAsync(stream, far.GetStream()), PassAsync(far.GetStream(), stream));
    }

    private async Task PassAsync(Stream from, Stream to)
    {
        var buffer = new byte[16 * 1024];
        while (await from.ReadAsync(buffer, _stop.Token) is var count and > 0)
        {
            if (!_silent) await to.WriteAsync(buffer.AsMemory(0, count), _stop.Token);
        }
    }
}
