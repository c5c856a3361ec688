using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Bench.Report;

namespace Bench.Counter.Servers;

/// <summary>A counter as a process of its own, on a volume and a port of its own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly HttpClient _client;

    private ServerProcess(Process process, int port)
    {
        _process = process;
        Address = new Uri($"http://127.0.0.1:{port}/");
        _client = new HttpClient { BaseAddress = Address, Timeout = Deadline };
    }

    public Uri Address { get; }

    /// <summary>From the start of the process to the first answer that says that it is ready.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    /// <summary>Starts the app as it is shipped.</summary>
    public static Task<ServerProcess> StartAppAsync(string published, CancellationToken cancellationToken) =>
        StartAsync("app", Path.Join(published, "CounterApp"), [], cancellationToken);

    /// <summary>Starts the web server that has nothing behind it.</summary>
    public static Task<ServerProcess> StartBareAsync(string published, CancellationToken cancellationToken) =>
        StartAsync("bare", Path.Join(published, "BareServer"), [], cancellationToken);

    /// <summary>Starts a variant with the app's own runtime settings.</summary>
    public static Task<ServerProcess> StartVariantAsync(string variant, CancellationToken cancellationToken)
    {
        var here = AppContext.BaseDirectory;
        return StartAsync(
            variant, "dotnet", ["exec", "--runtimeconfig", $"{here}CounterApp.runtimeconfig.json", $"{here}Bench.dll", "serve", variant], cancellationToken);
    }

    public async Task<double> FigureAsync(string name, CancellationToken cancellationToken)
    {
        var figures = await _client.GetStringAsync("/metrics", cancellationToken);
        var line = figures.Split('\n').Single(line => line.StartsWith(name + " ", StringComparison.Ordinal));
        return double.Parse(line[(name.Length + 1)..], CultureInfo.InvariantCulture);
    }

    /// <summary>Resident memory now, in bytes.</summary>
    public long ResidentMemory()
    {
        _process.Refresh();
        return _process.WorkingSet64;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<ServerProcess> StartAsync(string name, string program, string[] arguments, CancellationToken cancellationToken)
    {
        var port = FreePort();
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            Environment =
            {
                ["PORT"] = $"{port}",
                ["ASPNETCORE_URLS"] = "",
                ["DATA_DIR"] = Scratch.Directory(name),
                ["POD_NAME"] = "app-python-0",
                ["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1",
            },
        };
        var startedAt = Stopwatch.GetTimestamp();
        var server = new ServerProcess(Process.Start(start)!, port);
        await server.IsReadyAsync(cancellationToken);
        server.ReadyAfter = Stopwatch.GetElapsedTime(startedAt);
        return server;
    }

    private async Task IsReadyAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Deadline);
        while (!await AnswersAsync(patience.Token)) await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, patience.Token);
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _client.GetAsync("/readyz", cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
