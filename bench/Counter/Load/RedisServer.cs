using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Bench.Report;

namespace Bench.Counter.Load;

/// <summary>Redis that flushes every write before it answers, under its own load generator without pipelining.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private const int Port = 17379;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private double _visitsPerSecond = 500;

    private RedisServer(Process process) => _process = process;

    public static async Task<RedisServer> StartAsync(CancellationToken cancellationToken)
    {
        var process = Tool.Start(
            "redis-server",
            ["--bind", "127.0.0.1", "--port", $"{Port}", "--dir", Scratch.Directory("redis"), "--appendonly", "yes", "--appendfsync", "always", "--save", ""]);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Deadline);
        while (!await ListensAsync(patience.Token)) await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, patience.Token);
        return new RedisServer(process);
    }

    /// <summary>redis-benchmark takes a number of visits, not a time: it is what the run before would have made of the time.</summary>
    public async Task<Rate> RunAsync(int connections, int seconds, CancellationToken cancellationToken)
    {
        var visits = (int)Math.Max(connections, seconds * _visitsPerSecond);
        var output = await Tool.RunAsync(
            "redis-benchmark", ["-p", $"{Port}", "-c", $"{connections}", "-n", $"{visits}", "--csv", "incr", "visits"], cancellationToken);
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

    private static async Task<bool> ListensAsync(CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(System.Net.IPAddress.Loopback, Port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
