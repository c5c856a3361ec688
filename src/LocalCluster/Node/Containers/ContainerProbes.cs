using Kubernetes.Models.Core;
using LocalCluster.Node.Eventing;
using LocalCluster.Node.Pods;
using LocalCluster.Node.Probes;

namespace LocalCluster.Node.Containers;

/// <summary>Runs the probes of one started container: first the startup probe, then readiness and liveness side by side.</summary>
/// <param name="pod">Its pod.</param>
/// <param name="container">As it was started.</param>
/// <param name="process">What is probed.</param>
/// <param name="unhealthy">Called once, with the probe that says the container has to be restarted.</param>
internal sealed class ContainerProbes(PodRuntime pod, Container container, ContainerProcess process, Action<ProbeKind> unhealthy)
{
    /// <summary>Runs until cancelled. Changes the container's record; never throws.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (container.StartupProbe is { } startup && !await StartsAsync(startup, cancellationToken)) return;

            await Task.WhenAll(
                RunAsync(container.ReadinessProbe, ProbeKind.Readiness, SetReadiness, cancellationToken),
                RunAsync(container.LivenessProbe, ProbeKind.Liveness, SetLiveness, cancellationToken));
        }
        catch (OperationCanceledException)
        {
            // The container has ended.
        }
    }

    private async Task<bool> StartsAsync(Probe startup, CancellationToken cancellationToken)
    {
        var started = false;
        await RunAsync(startup, ProbeKind.Startup, verdict => started = verdict, cancellationToken);
        if (started) pod.Board.ChangeContainer(container.Name, record => record with { Started = true });
        else unhealthy(ProbeKind.Startup);
        return started;
    }

    private Task RunAsync(Probe? probe, ProbeKind kind, Action<bool> changed, CancellationToken cancellationToken)
    {
        if (probe is null) return Task.CompletedTask;

        var loop = new ProbeLoop(
            probe, kind, token => pod.Node.Prober.TryAsync(probe, container, process, pod.Address, token), pod.Node.Time);
        return loop.RunAsync(changed, result => Tell(kind, result), cancellationToken);
    }

    private void SetReadiness(bool ready) => pod.Board.ChangeContainer(container.Name, record => record with { PassesReadiness = ready });

    private void SetLiveness(bool alive)
    {
        if (!alive) unhealthy(ProbeKind.Liveness);
    }

    private void Tell(ProbeKind kind, ProbeResult result) =>
        pod.Tell(container.Name, PodEvent.Warning("Unhealthy", $"{kind} probe failed: {result.Message}"));
}
