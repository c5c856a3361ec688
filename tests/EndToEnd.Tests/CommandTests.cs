using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LocalCluster;

namespace EndToEnd.Tests;

/// <summary>The main command as a process: what it says when it cannot start, and what it leaves behind when it ends.</summary>
public sealed class CommandTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly string _directory = Directory.CreateTempSubdirectory("command-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_port_in_use_is_one_line()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        await FailsAsync($"Port {port} is in use: stop what listens there, or choose another with --port.\n", "--port", Text(port), "--data", _directory);
    }

    [Fact]
    public async Task A_data_directory_that_cannot_be_used_is_one_line()
    {
        var file = Path.Combine(_directory, "file");
        await File.WriteAllTextAsync(file, "");

        var (_, errors) = await RunAsync("--port", Text(FreePort()), "--data", Path.Combine(file, "data"));

        Assert.Matches(@"^The data directory \S+ cannot be written \([^\n]+\): choose another with --data\.\n$", errors);
    }

    [Fact]
    public async Task A_data_directory_belongs_to_one_cluster_at_a_time()
    {
        await using var first = await Cluster.StartAsync(new ClusterOptions { DataDirectory = _directory }, CancellationToken.None);

        await FailsAsync(
            $"The data directory {_directory} is in use by another local cluster: stop that one, or choose another with --data.\n", "--port", Text(FreePort()), "--data", _directory);
    }

    [Fact]
    public async Task A_kubeconfig_that_cannot_be_written_is_one_line()
    {
        var file = Path.Combine(_directory, "file");
        await File.WriteAllTextAsync(file, "");

        var (_, errors) = await RunAsync("--port", Text(FreePort()), "--data", _directory, "--kubeconfig", Path.Combine(file, "kubeconfig"), "--no-operator", "--no-sample");

        Assert.Matches(@"^The kubeconfig \S+ cannot be written \([^\n]+\): choose another with --kubeconfig\.\n$", errors);
    }

    [Theory]
    [InlineData("--port", "0", "--port is a number from 1 to 65535.")]
    [InlineData("--port", "x", "Cannot parse argument 'x' for option '--port'")]
    [InlineData("--version", "1.30", "Argument '1.30' not recognized.")]
    [InlineData("--fault", "explode", "--fault: \"explode\" is not something a fault does: write latency=200ms")]
    public async Task A_wrong_option_is_told_what_to_write(string option, string value, string words)
    {
        var (code, errors) = await RunAsync(option, value);

        Assert.Equal(1, code);
        Assert.StartsWith(words, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("HUP")]
    [InlineData("KILL")]
    public async Task However_it_ends_no_process_is_left_and_nothing_was_warned_of(string signal)
    {
        using var cluster = Start("--port", Text(FreePort()), "--data", _directory);
        using var deadline = new CancellationTokenSource(Deadline);
        List<string> said = [];
        while (await cluster.StandardOutput.ReadLineAsync(deadline.Token) is { } line && !line.StartsWith("Ctrl-C", StringComparison.Ordinal)) said.Add(line);

        var children = Children(cluster.Id);
        Assert.NotEmpty(children);
        using var kill = Process.Start("kill", [$"-{signal}", Text(cluster.Id)]);
        await cluster.WaitForExitAsync(deadline.Token);

        Assert.Equal(signal == "KILL" ? 137 : 0, cluster.ExitCode);
        await Eventually.Holds(() => Task.FromResult(children.TrueForAll(child => !Directory.Exists($"/proc/{child}"))), "no child process");
        Assert.DoesNotContain(said, line => line.Contains("warn", StringComparison.OrdinalIgnoreCase));
    }

    private static async Task FailsAsync(string line, params string[] arguments) => Assert.Equal((1, line), await RunAsync(arguments));

    private static async Task<(int Code, string Errors)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        using var deadline = new CancellationTokenSource(Deadline);
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var errors = await process.StandardError.ReadToEndAsync(deadline.Token);
        await process.WaitForExitAsync(deadline.Token);
        Assert.DoesNotContain("   at ", await output, StringComparison.Ordinal);
        return (process.ExitCode, errors);
    }

    private static Process Start(params string[] arguments) =>
        Process.Start(new ProcessStartInfo(BuiltProgram.Dotnet, [BuiltProgram.Find("LocalCluster"), "up", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    private static List<int> Children(int parent) =>
        [.. Directory.GetDirectories("/proc")
            .Select(Path.GetFileName)
            .Where(name => int.TryParse(name, out _) && ParentOf(name!) == parent)
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture))];

    private static int? ParentOf(string process)
    {
        try
        {
            return int.Parse(File.ReadAllText($"/proc/{process}/stat").Split(") ")[1].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            // It ended meanwhile.
            return null;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
