using System.Runtime.InteropServices;
using Kubernetes.Client;
using Kubernetes.Models.Meta;

namespace LocalCluster;

/// <summary>One run of the <c>up</c> command, from the first line it prints to the last.</summary>
internal sealed class Session(UpOptions options, TimeProvider time)
{
    /// <summary>Longer than the 30 s that a pod has by default to end after its signal.</summary>
    public static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(45);

    private static readonly TimeSpan ReadyDeadline = TimeSpan.FromSeconds(60);

    /// <summary>0 after Ctrl-C, SIGTERM or SIGHUP; 1, with one clear line, when it cannot start.</summary>
    public static async Task<int> RunAsync(UpOptions options, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var closed = StopOnHangUp(stop);
        try
        {
            await new Session(options, TimeProvider.System).UpAsync(stop.Token);
            return 0;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
        catch (ClusterException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    /// <summary>A terminal that closes ends the cluster as Ctrl-C does.</summary>
    private static PosixSignalRegistration? StopOnHangUp(CancellationTokenSource stop) => OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
    {
        signal.Cancel = true;
        stop.Cancel();
    });

    private async Task UpAsync(CancellationToken stop)
    {
        using var loggers = LoggerFactory.Create(Quiet);
        await using var cluster = await Cluster.StartAsync(ClusterOptions(loggers), stop);
        WriteKubeconfig(cluster);
        Say($"Kubernetes {options.Version} is served at {cluster.Api.Address}");
        Say($"  export KUBECONFIG={options.Kubeconfig}");
        using var client = cluster.Connect();
        foreach (var file in ConfigFiles.Definitions()) await new ManifestLoader(client, time).LoadAsync(file, stop);
        foreach (var fault in options.Faults) Say($"  fault {cluster.Api.Faults.Add(fault).Id}: {fault}");
        await using var theOperator = options.RunOperator ? await StartOperatorAsync(stop) : null;
        if (options.ApplySample) await ShowSampleAsync(cluster, client, stop);
        GiveBackMemoryOfStart();
        Say("Ctrl-C stops everything; volumes stay in the data directory.");
        await StayAsync(theOperator, stop);
    }

    /// <summary>Warnings only; of the web host nothing: why it does not start is said in one line.</summary>
    private static void Quiet(ILoggingBuilder logging) => logging
        .AddSimpleConsole(line => line.SingleLine = true)
        .SetMinimumLevel(LogLevel.Warning)
        .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);

    private void WriteKubeconfig(Cluster cluster)
    {
        try
        {
            cluster.Api.WriteKubeconfig(options.Kubeconfig);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ClusterException($"The kubeconfig {options.Kubeconfig} cannot be written ({e.Message}): choose another with --kubeconfig.", e);
        }
    }

    private ClusterOptions ClusterOptions(ILoggerFactory loggers) => new()
    {
        Port = options.Port,
        DataDirectory = options.DataDirectory,
        Version = options.Version,
        NodeAddress = "127.0.0.1",
        RequestsKept = 0,
        Time = time,
        Loggers = loggers,
    };

    private async Task<OperatorProcess> StartOperatorAsync(CancellationToken stop) =>
        await OperatorProcess.StartAsync(options.Kubeconfig, ["--metrics-bind-address", "0", "--health-probe-bind-address", "0"], Say, time, stop);

    private async Task ShowSampleAsync(Cluster cluster, KubeClient client, CancellationToken stop)
    {
        foreach (var file in ConfigFiles.Samples()) await new ManifestLoader(client, time).LoadAsync(file, stop);
        if (!options.RunOperator) return;
        var sample = new SampleWatch(client, time);
        var outcome = await sample.WaitUntilReadyAsync(new ObjectKey("default", ConfigFiles.SampleName), ReadyDeadline, stop);
        Say("");
        Say(await new SampleTable(client).RenderAsync(stop));
        Say(outcome.Ready ? $"{ConfigFiles.SampleName} is ready: curl http://{cluster.NodeAddress}:{outcome.NodePort}/" : $"{ConfigFiles.SampleName} is not ready: {outcome.Message}");
    }

    private async Task StayAsync(OperatorProcess? theOperator, CancellationToken stop)
    {
        var stopped = Task.Delay(Timeout.InfiniteTimeSpan, time, stop);
        if (theOperator is not null && await Task.WhenAny(stopped, theOperator.Exit) == theOperator.Exit)
            throw new ClusterException($"The operator ended with exit code {await theOperator.Exit}; its last lines above say why.");
        await stopped;
    }

    /// <summary>A start reads definitions and schemas in several forms, large ones; a cluster that then rests would keep that for good.</summary>
    private static void GiveBackMemoryOfStart() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

    /// <summary>A terminal that is gone takes nothing more.</summary>
    private static void Say(string line)
    {
        try
        {
            Console.Out.WriteLine(line);
        }
        catch (IOException)
        {
            // Nobody reads.
        }
    }
}
