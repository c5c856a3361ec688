using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Bench.Report;

namespace Bench.Counter.Load;

/// <summary>Redis under its own load generator, without pipelining.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly int _port;
    private double _visitsPerSecond = 500;

    private RedisServer(Process process, int port) => (_process, _port) = (process, port);

    /// <summary>Flushes every write before it answers.</summary>
    public static Task<RedisServer> StartDurableAsync(CancellationToken cancellationToken) =>
        StartAsync(17379, ["--dir", Scratch.Directory("redis"), "--appendonly", "yes", "--appendfsync", "always"], cancellationToken);

    /// <summary>Writes nothing.</summary>
    public static Task<RedisServer> StartInMemoryAsync(CancellationToken cancellationToken) =>
        StartAsync(17380, ["--appendonly", "no"], cancellationToken);

    private static async Task<RedisServer> StartAsync(int port, string[] persistence, CancellationToken cancellationToken)
    {
        var redis = new RedisServer(Tool.Start("redis-server", ["--bind", "127.0.0.1", "--port", $"{port}", "--save", "", .. persistence]), port);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Deadline);
        while (!await redis.ListensAsync(patience.Token)) await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, patience.Token);
        return redis;
    }

    /// <summary>redis-benchmark takes a number of visits, not a time: it is what the run before would have made of the time.</summary>
    public async Task<Rate> RunAsync(int connections, int seconds, CancellationToken cancellationToken)
    {
        var visits = (int)Math.Max(connections, seconds * _visitsPerSecond);
        var output = await Tool.RunAsync(
            "redis-benchmark", ["-p", $"{_port}", "-c", $"{connections}", "-n", $"{visits}", "--csv", "incr", "visits"], cancellationToken);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var figures = Fields(lines[0]).Zip(Fields(lines[^1])).ToDictionary(pair => pair.First, pair => pair.Second);
        _visitsPerSecond = Number("rps");
        return new Rate(_visitsPerSecond, Number("p50_latency_ms"), Number("p99_latency_ms"));

        double Number(string name) => double.Parse(figures[name], CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static IEnumerable<string> Fields(string line) => line.Split(',').Select(field => field.Trim('"'));

    private async Task<bool> ListensAsync(CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(System.Net.IPAddress.Loopback, _port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
