using Kubernetes.Client;
using Kubernetes.Models.Core;
using LocalCluster.Node.Eventing;
using LocalCluster.Node.Images;
using LocalCluster.Node.Pods;
using LocalCluster.Node.Probes;
using LocalCluster.Node.Variables;

namespace LocalCluster.Node.Containers;

/// <summary>
/// Keeps one container of a pod running by its restart policy: image, configuration, process, probes, back-off, again. What
/// happens is written to the pod's board; nothing is returned but the end.
/// </summary>
internal sealed class ContainerRunner(PodRuntime pod, string name, string? restartPolicy) : IDisposable
{
    private static readonly TimeSpan StopPoll = TimeSpan.FromMilliseconds(20);

    /// <summary>What a container runtime takes to make and start a container.</summary>
    private static readonly TimeSpan RestartTime = TimeSpan.FromMilliseconds(300);

    /// <summary>A container that ends at once has been seen to run all the same: its start and its end are two statuses.</summary>
    private static readonly TimeSpan ShownRunning = TimeSpan.FromMilliseconds(100);

    private readonly ContainerStarter _starter = new(pod);
    private readonly ContainerStopper _stopper = new(pod);
    private readonly ImagePuller _puller = new(pod.Node.Images, pod.Node.Options);
    private RestartBackoff _backoff = new(pod.Node.Options.RestartBackoffBase, pod.Node.Options.RestartBackoffMaximum);
    private CancellationTokenSource _redefined = new();
    private int _attempt = pod.Board.Snapshot.Containers[name] is { ContainerId: not null } known ? known.RestartCount : -1;
    private Task _running = Task.CompletedTask;

    public string Name => name;

    /// <summary>The process that runs now, if one does.</summary>
    public ContainerProcess? Current { get; private set; }

    /// <summary>The latest one, for its log.</summary>
    public ContainerProcess? Latest { get; private set; }

    public int LatestAttempt => _attempt;

    /// <summary>Runs until the container has ended for good, or the token says that nothing may be started any more.</summary>
    public Task RunAsync(CancellationToken stopping) => _running = LoopAsync(stopping);

    /// <summary>Ends it. Call it after the token of <see cref="RunAsync"/> has been cancelled.</summary>
    public async Task StopAsync(TimeSpan grace, CancellationToken hurry)
    {
        while (!_running.IsCompleted)
        {
            if (Current is { Exit.IsCompleted: false } process)
                await _stopper.StopAsync(pod.Container(name), process, grace, $"Stopping container {name}", hurry);
            await Task.WhenAny(_running, Task.Delay(StopPoll, pod.Node.Time, CancellationToken.None));
        }
    }

    /// <summary>The container's image has changed: what runs is stopped, what waits tries again now.</summary>
    public void Redefine() => Volatile.Read(ref _redefined).Cancel();

    public void Dispose() => _redefined.Dispose();

    private async Task LoopAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var redefined = Volatile.Read(ref _redefined);
            using var interrupted = CancellationTokenSource.CreateLinkedTokenSource(stopping, redefined.Token);
            try
            {
                var ended = await RunOnceAsync(interrupted.Token);
                if (stopping.IsCancellationRequested) return;
                if (!redefined.IsCancellationRequested && !RestartPolicies.Restarts(restartPolicy, ended.ExitCode)) return;
                if (!redefined.IsCancellationRequested) await BackOffAsync(ended, interrupted.Token);
            }
            catch (ContainerStartException e)
            {
                if (!await RetryAsync(e, stopping)) return;
            }
            catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
            {
                // Told to stop, or to begin anew with another image.
            }

            Volatile.Write(ref _redefined, new CancellationTokenSource());
        }
    }

    private async Task<RunState.Terminated> RunOnceAsync(CancellationToken interrupted)
    {
        var container = pod.Container(name);
        var program = await _puller.PullAsync(container, Wait, Tell, interrupted);
        _attempt++;
        Current = Latest = await ConfigureAsync(container, program, interrupted);
        var startedAt = pod.Node.Time.GetUtcNow();
        MarkRunning(container, program, startedAt);
        try
        {
            var code = await SuperviseAsync(container, Current, interrupted);
            var endedAt = pod.Node.Time.GetUtcNow();
            if (endedAt - startedAt is var ran && ran < ShownRunning) await Task.Delay(ShownRunning - ran, pod.Node.Time, CancellationToken.None);
            return await MarkTerminatedAsync(container, Current, code, startedAt, endedAt);
        }
        finally
        {
            var ended = Current;
            Current = null;
            await ended.DisposeAsync();
        }
    }

    /// <summary>Starts the process; while its configuration is not complete, waits and tries again.</summary>
    private async Task<ContainerProcess> ConfigureAsync(Container container, ImageProgram program, CancellationToken interrupted)
    {
        while (true)
        {
            try
            {
                return await _starter.StartAsync(container, program, _attempt, interrupted);
            }
            catch (ConfigurationException e)
            {
                Wait(new RunState.Waiting(WaitingReasons.ContainerConfig, e.Message));
                Tell(PodEvent.Warning("Failed", $"Error: {e.Message}"));
            }
            catch (Exception e) when (e is ApiException or HttpRequestException or TimeoutException)
            {
                Wait(new RunState.Waiting(WaitingReasons.ContainerConfig, e.Message));
            }

            await Task.Delay(pod.Node.Options.RestartBackoffBase, pod.Node.Time, interrupted);
        }
    }

    private async Task<int> SuperviseAsync(Container container, ContainerProcess process, CancellationToken interrupted)
    {
        using var ended = new CancellationTokenSource();
        using var registration = interrupted.Register(() => _ = Volatile.Read(ref _redefined).IsCancellationRequested
            ? StopAsync(container, process, $"Container {name} definition changed, will be restarted")
            : Task.CompletedTask);
        var probes = ProbeAsync(container, process, ended.Token);
        var code = await process.Exit;
        await ended.CancelAsync();
        await probes;
        return code;
    }

    private async Task ProbeAsync(Container container, ContainerProcess process, CancellationToken ended)
    {
        if (container.Lifecycle?.PostStart is { } hook && await FailsAsync(hook, container, process, ended) is { } failure)
        {
            Tell(PodEvent.Warning("FailedPostStartHook", $"PostStartHook failed: {failure}"));
            await StopAsync(container, process, "FailedPostStartHook");
            return;
        }

        await new ContainerProbes(pod, container, process, kind => Restart(container, process, kind)).RunAsync(ended);
    }

    private async Task<string?> FailsAsync(LifecycleHandler hook, Container container, ContainerProcess process, CancellationToken ended)
    {
        try
        {
            return await pod.Node.Hooks.RunAsync(hook, container, process, pod.Address, ended);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private void Restart(Container container, ContainerProcess process, ProbeKind kind)
    {
        var probe = kind == ProbeKind.Startup ? container.StartupProbe : container.LivenessProbe;
        var why = $"Container {name} failed {(kind == ProbeKind.Startup ? "startup" : "liveness")} probe, will be restarted";
        _ = StopAsync(container, process, why, probe?.TerminationGracePeriodSeconds);
    }

    private Task StopAsync(Container container, ContainerProcess process, string why, long? grace = null) =>
        _stopper.StopAsync(
            container, process, TimeSpan.FromSeconds(grace ?? pod.Pod.Spec!.TerminationGracePeriodSeconds ?? 30), why, CancellationToken.None);

    private void MarkRunning(Container container, ImageProgram program, DateTimeOffset startedAt)
    {
        pod.Board.ChangeContainer(name, record => record with
        {
            Image = container.Image ?? "",
            ImageId = program.ImageId,
            ContainerId = Current!.Id,
            LastState = record.State as RunState.Terminated ?? record.LastState,
            State = new RunState.Running(startedAt),
            RestartCount = _attempt,
            Started = container.StartupProbe is null,
            PassesReadiness = container.ReadinessProbe is null,
        });
        Tell(PodEvent.Normal("Created", "Container created"));
        Tell(PodEvent.Normal("Started", "Container started"));
    }

    private async Task<RunState.Terminated> MarkTerminatedAsync(Container container, ContainerProcess process, int code, DateTimeOffset startedAt, DateTimeOffset endedAt)
    {
        var directory = pod.Directories.Container(name, _attempt);
        var ended = new RunState.Terminated
        {
            ExitCode = code,
            Reason = code == 0 ? "Completed" : "Error",
            Message = await TerminationMessage.ReadAsync(container, directory, process.Log.Path, code, CancellationToken.None),
            StartedAt = startedAt,
            FinishedAt = endedAt,
            ContainerId = process.Id,
        };
        pod.Board.ChangeContainer(name, record => record with { State = ended, Started = false, PassesReadiness = false });
        return ended;
    }

    /// <summary>False when the restart policy does not allow another try.</summary>
    private async Task<bool> RetryAsync(ContainerStartException e, CancellationToken stopping)
    {
        Tell(PodEvent.Warning("Failed", $"Error: {e.Message}"));
        var now = pod.Node.Time.GetUtcNow();
        var failed = new RunState.Terminated { ExitCode = 128, Reason = "StartError", Message = e.Message, StartedAt = now, FinishedAt = now };
        pod.Board.ChangeContainer(name, record => record with { State = failed, RestartCount = _attempt });
        if (!RestartPolicies.Restarts(restartPolicy, failed.ExitCode)) return false;

        Wait(new RunState.Waiting(e.WaitingReason, e.Message));
        _backoff = _backoff.Next(TimeSpan.Zero);
        await DelayAsync(_backoff.Current == TimeSpan.Zero ? _backoff.Base : _backoff.Current, stopping);
        return true;
    }

    /// <summary>
    /// The kubelet says what it waits for when it looks at the pod again, which is when the wait is over: until then the container shows how
    /// it ended, and CrashLoopBackOff for the moment that the next start takes.
    /// </summary>
    private async Task BackOffAsync(RunState.Terminated ended, CancellationToken interrupted)
    {
        _backoff = _backoff.Next((ended.FinishedAt - ended.StartedAt) ?? TimeSpan.Zero);
        if (_backoff.Current == TimeSpan.Zero) return;

        var metadata = pod.Pod.Metadata;
        var full = $"{metadata.Name}_{metadata.Namespace}({metadata.Uid})";
        Tell(PodEvent.Warning("BackOff", $"Back-off restarting failed container {name} in pod {full}"));
        await Task.Delay(_backoff.Current, pod.Node.Time, interrupted);
        Wait(new RunState.Waiting(
            WaitingReasons.CrashLoopBackOff, $"back-off {GoDuration.Format(_backoff.Current)} restarting failed container={name} pod={full}"));
        await Task.Delay(RestartTime, pod.Node.Time, interrupted);
    }

    /// <summary>Ends early when the container has been redefined, or is to stop.</summary>
    private async Task DelayAsync(TimeSpan delay, CancellationToken stopping)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(Volatile.Read(ref _redefined).Token, stopping);
        await Task.Delay(delay, pod.Node.Time, either.Token).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private void Wait(RunState.Waiting waiting) => pod.Board.ChangeContainer(name, record => record with
    {
        LastState = record.State as RunState.Terminated ?? record.LastState,
        State = waiting,
        Started = false,
        PassesReadiness = false,
    });

    private void Tell(PodEvent news) => pod.Tell(name, news);
}
