using Kubernetes.Client;
using Kubernetes.Models.Meta;

namespace LocalCluster;

/// <summary>One run of the <c>up</c> command, from the first line it prints to the last.</summary>
internal sealed class Session(UpOptions options, TimeProvider time)
{
    private static readonly TimeSpan ReadyDeadline = TimeSpan.FromSeconds(60);

    /// <summary>0 after Ctrl-C or SIGTERM; 1, with one clear line, when it cannot start.</summary>
    public static async Task<int> RunAsync(UpOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await new Session(options, TimeProvider.System).UpAsync(cancellationToken);
            return 0;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
        catch (ClusterException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private async Task UpAsync(CancellationToken stop)
    {
        using var loggers = LoggerFactory.Create(logging => logging.AddSimpleConsole(line => line.SingleLine = true).SetMinimumLevel(LogLevel.Warning));
        await using var cluster = await Cluster.StartAsync(ClusterOptions(loggers), stop);
        cluster.Api.WriteKubeconfig(options.Kubeconfig);
        Say($"Kubernetes {options.Version} is served at {cluster.Api.Address}");
        Say($"  export KUBECONFIG={options.Kubeconfig}");
        using var client = cluster.Connect();
        foreach (var file in ConfigFiles.Definitions()) await new ManifestLoader(client, time).LoadAsync(file, stop);
        foreach (var fault in options.Faults) Say($"  fault {cluster.Api.Faults.Add(fault).Id}: {fault}");
        await using var theOperator = options.RunOperator ? await StartOperatorAsync(stop) : null;
        if (options.ApplySample) await ShowSampleAsync(cluster, client, stop);
        Say("Ctrl-C stops everything; volumes stay in the data directory.");
        await StayAsync(theOperator, stop);
    }

    private ClusterOptions ClusterOptions(ILoggerFactory loggers) => new()
    {
        Port = options.Port,
        DataDirectory = options.DataDirectory,
        Version = options.Version,
        NodeAddress = "127.0.0.1",
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

    private static void Say(string line) => Console.Out.WriteLine(line);
}
