using Kubernetes.Models.Core;
using LocalCluster.Node.Eventing;
using LocalCluster.Node.Pods;
using LocalCluster.Node.Processes;

namespace LocalCluster.Node.Containers;

/// <summary>
/// Ends a running container gracefully: preStop, the stop signal, and SIGKILL when the grace is over. What preStop takes is
/// part of the grace, but two seconds always remain for the signal, as in the kubelet.
/// </summary>
internal sealed class ContainerStopper(PodRuntime pod)
{
    private static readonly TimeSpan MinimumGrace = TimeSpan.FromSeconds(2);

    /// <param name="container">Its specification.</param>
    /// <param name="process">What to stop.</param>
    /// <param name="grace">How long it may take in all.</param>
    /// <param name="why">For the Event.</param>
    /// <param name="hurry">Cancelled when it has to die at once.</param>
    public async Task StopAsync(Container container, ContainerProcess process, TimeSpan grace, string why, CancellationToken hurry)
    {
        if (process.Exit.IsCompleted) return;

        pod.Tell(container.Name, PodEvent.Normal("Killing", why));
        var start = pod.Node.Time.GetTimestamp();
        if (container.Lifecycle?.PreStop is { } hook && grace > TimeSpan.Zero) await RunHookAsync(hook, container, process, grace, hurry);

        var left = grace - pod.Node.Time.GetElapsedTime(start);
        process.Signal(StopSignals.Find(container.Lifecycle?.StopSignal));
        await WaitAsync(process, container.Lifecycle?.PreStop is not null && left < MinimumGrace ? MinimumGrace : left, hurry);
        process.Signal(Signals.Kill);
        await process.Exit;
    }

    private async Task RunHookAsync(LifecycleHandler hook, Container container, ContainerProcess process, TimeSpan grace, CancellationToken hurry)
    {
        using var deadline = new CancellationTokenSource(grace, pod.Node.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, hurry);
        try
        {
            if (await pod.Node.Hooks.RunAsync(hook, container, process, pod.Address, either.Token) is { } failure)
                pod.Tell(container.Name, PodEvent.Warning("FailedPreStopHook", $"PreStopHook failed: {failure}"));
        }
        catch (OperationCanceledException)
        {
            // The grace is over, or was cut short: the signal comes now.
        }
    }

    private async Task WaitAsync(ContainerProcess process, TimeSpan time, CancellationToken hurry)
    {
        if (time <= TimeSpan.Zero) return;

        try
        {
            await process.Exit.WaitAsync(time, pod.Node.Time, hurry);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            // It did not stop by itself.
        }
    }
}
