using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Bench.Report;
using Kubernetes.Client.Config;

namespace Bench.Cluster;

/// <summary>The built local cluster as a process of its own, without operator and sample.</summary>
internal sealed class ClusterProcess : IAsyncDisposable
{
    private const string LastLine = "Ctrl-C";
    private const double TicksPerSecond = 100;

    private static readonly string Program = Path.Join(Checkout.Root, "src", "LocalCluster", "bin", "Release", "net10.0", "LocalCluster.dll");

    private readonly Process _process;
    private readonly string _data;

    private ClusterProcess(Process process, string data) => (_process, _data) = (process, data);

    /// <summary>From the start of the process to its line that says where the cluster is served: controllers, node and proxy run by then.</summary>
    public TimeSpan Served { get; private set; }

    public ClientConfig Config => ClientConfig.FromKubeconfig(Path.Join(_data, "kubeconfig"));

    /// <summary>What the process has used so far, of all cores together.</summary>
    public TimeSpan Processor
    {
        get
        {
            var fields = File.ReadAllText($"/proc/{_process.Id}/stat").Split(") ")[1].Split(' ');
            return TimeSpan.FromSeconds((Number(fields[11]) + Number(fields[12])) / TicksPerSecond);
        }
    }

    /// <summary>Resident memory, in MB.</summary>
    public double Memory => Status("VmRSS");

    /// <summary>Of <see cref="Memory"/> what is mapped from files: programs, which the system can drop and read again.</summary>
    public double MemoryOfFiles => Status("RssFile");

    /// <param name="data">The data directory; an earlier one has its certificates already.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MissingToolException">It is not built, or does not start.</exception>
    public static async Task<ClusterProcess> StartAsync(string data, CancellationToken cancellationToken)
    {
        var arguments = new[] { Program, "up", "--no-operator", "--no-sample", "--port", FreePort().ToString(CultureInfo.InvariantCulture), "--data", data };
        var started = Stopwatch.StartNew();
        var cluster = new ClusterProcess(Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!, data);
        while (await cluster._process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (cluster.Served == default) cluster.Served = started.Elapsed;
            if (line.StartsWith(LastLine, StringComparison.Ordinal)) return cluster;
        }

        throw new MissingToolException("the local cluster does not start: dotnet build -c Release src/LocalCluster, and see what it says by itself");
    }

    public async ValueTask DisposeAsync()
    {
        await Tool.RunAsync("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)], CancellationToken.None);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private double Status(string field) =>
        Number(File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith(field, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) / 1024;

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
