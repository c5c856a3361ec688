using System.Collections.Immutable;
using System.Net;
using Kubernetes.Client;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using LocalCluster.Node.Containers;
using LocalCluster.Node.Eventing;
using LocalCluster.Node.Statuses;
using LocalCluster.Node.Volumes;

namespace LocalCluster.Node.Pods;

/// <summary>
/// The life of one pod on the node, from its binding to its removal: volumes and address, init containers, containers, and the
/// graceful end with the last word to the API. One task; whatever else happens to the pod only changes what that task waits for.
/// </summary>
internal sealed partial class PodWorker : IAsyncDisposable
{
    private static readonly TimeSpan MountRetry = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestMountRetry = TimeSpan.FromSeconds(2);

    private readonly NodeContext _node;
    private readonly PodRuntime _runtime;
    private readonly PodVolumes _volumes;
    private readonly PodStatusPublisher _publisher;
    private readonly PodEnding _ending;
    private readonly PodDeadline _deadline;
    private readonly ILogger _logger;

    /// <summary>Cancelled when nothing of the pod may be started any more.</summary>
    private readonly CancellationTokenSource _alive = new();
    private readonly CancellationTokenSource _publishing = new();
    private ImmutableDictionary<string, ContainerRunner> _runners = ImmutableDictionary<string, ContainerRunner>.Empty;
    private IPAddress? _address;

    public PodWorker(Pod pod, NodeContext node)
    {
        _node = node;
        _logger = node.Loggers.CreateLogger<PodWorker>();
        var directories = new PodDirectories(node.Options.Directory, pod.Metadata.Uid ?? "");
        _runtime = new PodRuntime(node, new PodBoard(PodRecovery.Begin(pod, node.Time.GetUtcNow())), directories, pod);
        _volumes = new PodVolumes(node.Client, directories, node.Time, node.HostAddress, node.Allocatable);
        _publisher = new PodStatusPublisher(_runtime, _logger);
        _ending = new PodEnding(node.Time);
        _deadline = new PodDeadline(node.Time, _runtime.Board.Snapshot.StartTime);
        _deadline.Learn(pod);
        if (pod.Metadata.DeletionTimestamp is not null) _ending.Delete(pod);
        Completion = RunAsync();
    }

    public Pod Pod => _runtime.Pod;

    /// <summary>Completes when nothing of the pod is left on the node.</summary>
    public Task Completion { get; }

    public ContainerRunner? Find(string container) => _runners.GetValueOrDefault(container);

    public PodRuntime Runtime => _runtime;

    /// <summary>The API shows a newer version of the pod.</summary>
    public void Update(Pod version)
    {
        var before = _runtime.Pod;
        _runtime.Learn(version);
        _deadline.Learn(version);
        if (version.Metadata.DeletionTimestamp is not null) _ending.Delete(version);
        foreach (var container in PodContainers.All(version.Spec!))
        {
            if (PodContainers.All(before.Spec!).Any(old => old.Name == container.Name && old.Image != container.Image)) Find(container.Name)?.Redefine();
        }

        _publisher.Wake();
    }

    /// <summary>The pod is gone from the API: nobody waits for a graceful end.</summary>
    public void Vanish() => _ending.Vanish();

    /// <summary>Stops the processes within the time, without a word to the API: the node goes away.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        _ending.Abandon(grace);
        await Completion;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.Zero);
        foreach (var runner in _runners.Values) runner.Dispose();
        _publisher.Dispose();
        _publishing.Dispose();
        _alive.Dispose();
        _ending.Dispose();
        _deadline.Dispose();
    }

    private async Task RunAsync()
    {
        await Task.Yield();
        var publishing = _publisher.RunAsync(_publishing.Token);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(_ending.Began, _deadline.Passed);
        try
        {
            await LiveAsync(ending.Token);
        }
        catch (OperationCanceledException) when (!_ending.Began.IsCancellationRequested)
        {
            await ExpireAsync();
        }
        catch (OperationCanceledException)
        {
            // The pod is to end before all its containers have.
        }
        catch (Exception e)
        {
            LogFailed(_logger, e, Pod.Metadata.Namespace, Pod.Metadata.Name);
            _runtime.Tell(null, PodEvent.Warning("FailedCreatePodSandBox", $"the local cluster failed to run the pod: {e.Message}"));
            await _ending.WaitAsync();
        }

        await EndAsync();
        await _publishing.CancelAsync();
        await publishing;
    }

    private async Task LiveAsync(CancellationToken ending)
    {
        if (PodPhases.IsTerminal(Pod.Status?.Phase)) await _ending.WaitAsync();

        await PrepareAsync(ending);
        var refreshing = new VolumeRefresh(_runtime, _volumes, _logger).RunAsync(_alive.Token);
        var sidecars = await InitializeAsync(ending);
        if (!IsInitialized())
        {
            await FinishAsync();
            return;
        }

        var main = PodContainers.Regular(Pod.Spec!).Select(container => Start(container, Pod.Spec!.RestartPolicy));
        await Task.WhenAll(main).WaitAsync(ending);

        await FinishAsync();
        await Task.WhenAll([refreshing, .. sidecars]);
    }

    /// <summary>Nothing will start any more: sidecars are stopped, and the pod stays to be read until it is deleted.</summary>
    private async Task FinishAsync()
    {
        await _alive.CancelAsync();
        await StopRunnersAsync(TimeSpan.FromSeconds(Pod.Spec!.TerminationGracePeriodSeconds ?? 30), _ending.Hurry);
        _runtime.Board.Change(PodRecovery.Finish);
        await _ending.WaitAsync();
    }

    /// <summary>The pod is told to have failed before its containers have stopped, as a kubelet tells it.</summary>
    private Task ExpireAsync()
    {
        _runtime.Board.Change(snapshot => snapshot with { Deadline = _node.Time.GetUtcNow() });
        _runtime.Tell(null, PodEvent.Normal(PodDeadline.Reason, PodDeadline.Message));
        return FinishAsync();
    }

    /// <summary>Only a pod whose containers are not restarted can have come so far without.</summary>
    private bool IsInitialized() =>
        PodContainers.Initial(Pod.Spec!).All(container => _runtime.Board.Snapshot.Containers[container.Name].HasSucceeded);

    private async Task PrepareAsync(CancellationToken ending)
    {
        _address = Pod.Spec!.HostNetwork == true ? null : _node.Addresses.Take();
        var address = _address?.ToString() ?? _node.HostAddress;
        _runtime.Board.Change(snapshot => snapshot with { Address = address });
        for (var wait = MountRetry; ; wait = wait * 2 > LongestMountRetry ? LongestMountRetry : wait * 2)
        {
            try
            {
                _runtime.Volumes = await _volumes.PrepareAsync(Pod, _runtime.Address, ending);
                break;
            }
            catch (MountException e)
            {
                _runtime.Tell(null, PodEvent.Warning("FailedMount", e.Message));
            }
            catch (Exception e) when (e is ApiException or HttpRequestException or TimeoutException)
            {
                _runtime.Tell(null, PodEvent.Warning("FailedMount", $"the API server did not answer: {e.Message}"));
            }

            await Task.Delay(wait, _node.Time, ending);
        }

        _runtime.Board.Change(snapshot => snapshot with { CanStartContainers = true });
    }

    /// <summary>Init containers in order; returns the sidecars, which go on.</summary>
    private async Task<IReadOnlyList<Task>> InitializeAsync(CancellationToken ending)
    {
        var sidecars = new List<Task>();
        var policy = Pod.Spec!.RestartPolicy == RestartPolicies.Never ? RestartPolicies.Never : RestartPolicies.OnFailure;
        foreach (var container in Pod.Spec!.InitContainers ?? [])
        {
            if (PodContainers.IsSidecar(container))
            {
                sidecars.Add(Start(container, RestartPolicies.Always));
                await AwaitStartedAsync(container.Name, ending);
                continue;
            }

            await Start(container, policy).WaitAsync(ending);
            ending.ThrowIfCancellationRequested();
            if (!_runtime.Board.Snapshot.Containers[container.Name].HasSucceeded) break;
        }

        return sidecars;
    }

    private async Task AwaitStartedAsync(string container, CancellationToken ending)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Check()
        {
            if (_runtime.Board.Snapshot.Containers[container].Started) started.TrySetResult();
        }

        _runtime.Board.Changed += Check;
        try
        {
            Check();
            await started.Task.WaitAsync(ending);
        }
        finally
        {
            _runtime.Board.Changed -= Check;
        }
    }

    private Task Start(Container container, string? policy)
    {
        var runner = new ContainerRunner(_runtime, container.Name, policy);
        ImmutableInterlocked.TryAdd(ref _runners, container.Name, runner);
        _runtime.Board.ChangeContainer(container.Name, record => record.State is RunState.Waiting { Reason: WaitingReasons.PodInitializing }
            ? record with { State = new RunState.Waiting(WaitingReasons.ContainerCreating) }
            : record);
        return runner.RunAsync(_alive.Token);
    }

    /// <summary>Containers at once; then sidecars, last started first.</summary>
    private async Task StopRunnersAsync(TimeSpan grace, CancellationToken hurry)
    {
        var sidecars = PodContainers.Sidecars(Pod.Spec!).Select(container => container.Name).Reverse().ToList();
        await Task.WhenAll(_runners.Values.Where(runner => !sidecars.Contains(runner.Name)).Select(runner => runner.StopAsync(grace, hurry)));
        foreach (var runner in sidecars.Select(Find).OfType<ContainerRunner>()) await runner.StopAsync(grace, hurry);
    }

    private async Task EndAsync()
    {
        await _alive.CancelAsync();
        await StopRunnersAsync(_ending.Grace, _ending.Hurry);
        _runtime.Board.Change(PodRecovery.Finish);
        try
        {
            if (_ending.ReportsToApi) await _publisher.PublishLastAsync(_ending.Abandoned);
            if (_ending.ReportsToApi) await new PodRemoval(_node, _logger).DeleteAsync(Pod, _ending.Abandoned);
        }
        catch (OperationCanceledException)
        {
            // The node goes away meanwhile: the API hears no more of the pod.
        }

        if (_address is not null) _node.Addresses.Return(_address);
        _runtime.Directories.Delete();
    }

    [LoggerMessage(4430, LogLevel.Error, "Failed to run Pod {Namespace}/{Name}")]
    private static partial void LogFailed(ILogger logger, Exception exception, string? @namespace, string? name);
}
