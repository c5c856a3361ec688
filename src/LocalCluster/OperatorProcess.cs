using LocalCluster.Node.Processes;
using LocalCluster.Node.Sandboxes;

namespace LocalCluster;

/// <summary>The operator as a child process, started with the flags that it is started with anywhere.</summary>
internal sealed class OperatorProcess : IAsyncDisposable
{
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(10);

    private readonly ProcessThread _thread;
    private readonly ChildProcess _process;
    private readonly TimeProvider _time;
    private readonly Task _output;

    private OperatorProcess(ProcessThread thread, ChildProcess process, Action<string> line, TimeProvider time)
    {
        _thread = thread;
        _process = process;
        _time = time;
        _output = Task.WhenAll(ForwardAsync(process.Output, line), ForwardAsync(process.Error, line));
    }

    public int Id => _process.Id;

    /// <summary>Completes with the exit code.</summary>
    public Task<int> Exit => _process.Exit;

    /// <summary>Starts the built operator.</summary>
    /// <param name="arguments">Its flags, after <c>run --kubeconfig …</c>.</param>
    /// <param name="line">Receives each line that it prints.</param>
    /// <exception cref="ClusterException">It is not built, or <c>dotnet</c> cannot be started.</exception>
    public static async Task<OperatorProcess> StartAsync(string kubeconfig, IReadOnlyList<string> arguments, Action<string> line, TimeProvider time, CancellationToken cancellationToken)
    {
        var program = BuiltProgram.Find("Operator");
        var thread = new ProcessThread();
        try
        {
            var process = await thread.StartAsync(Request(program, ["run", "--kubeconfig", kubeconfig, .. arguments]), cancellationToken);
            return new OperatorProcess(thread, process, line, time);
        }
        catch (ProcessStartException e)
        {
            thread.Dispose();
            throw new ClusterException($"The operator cannot be started: {e.Message}", e);
        }
    }

    /// <summary>Ends it as a crash does.</summary>
    public async Task KillAsync()
    {
        _process.Signal(Signals.Kill);
        await _process.Exit;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Signal(Signals.Terminate);
        await Task.WhenAny(_process.Exit, Task.Delay(StopDeadline, _time, CancellationToken.None));
        await _process.DisposeAsync();
        await _output;
        _thread.Dispose();
    }

    private static LaunchRequest Request(string program, IReadOnlyList<string> arguments)
    {
        string[] words = [BuiltProgram.Dotnet, program, .. arguments];
        // A cluster that is killed takes its operator with it, as it takes its pods.
        return Launch(HostTools.FindProgram("setpriv") is { } setpriv ? [setpriv, "--pdeathsig", "TERM", .. words] : words);
    }

    private static LaunchRequest Launch(string[] words) => new()
    {
        Program = words[0],
        Arguments = words[1..],
        Signals = SignalScope.ProcessTree,
        Variables = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().ToDictionary(pair => (string)pair.Key, pair => (string)pair.Value!),
    };

    private static async Task ForwardAsync(Stream stream, Action<string> line)
    {
        try
        {
            using var reader = new StreamReader(stream);
            while (await reader.ReadLineAsync(CancellationToken.None) is { } text) line(text);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The process is gone, and with it what it had to say.
        }
    }
}
