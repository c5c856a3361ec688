using Kubernetes.Models.Core;
using LocalCluster.Node.Containers;
using LocalCluster.Node.Processes;

namespace LocalCluster.Node.Probes;

/// <summary>Tries a probe once, within its timeout.</summary>
internal sealed class Prober(HttpProber http, TimeProvider time)
{
    public async Task<ProbeResult> TryAsync(
        Probe probe, Container container, ContainerProcess process, string podAddress, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(probe.TimeoutSeconds ?? 1), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await TryAnyAsync(probe, container, process, podAddress, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ProbeResult.Failure(TimeoutMessage(probe));
        }
    }

    private async Task<ProbeResult> TryAnyAsync(
        Probe probe, Container container, ContainerProcess process, string podAddress, CancellationToken cancellationToken) => probe switch
        {
            { HttpGet: { } action } => await http.GetAsync(action, container, podAddress, cancellationToken),
            { TcpSocket: { } action } => await TcpProber.ConnectAsync(action, container, podAddress, cancellationToken),
            { Exec.Command: { } command } => await ExecAsync(command, process, cancellationToken),
            _ => ProbeResult.Failure("this probe is not supported by the local cluster: use httpGet, tcpSocket or exec"),
        };

    private static async Task<ProbeResult> ExecAsync(IReadOnlyList<string> command, ContainerProcess process, CancellationToken cancellationToken)
    {
        try
        {
            var result = await ContainerCommands.RunAsync(process, command, cancellationToken);
            return result.ExitCode == 0 ? ProbeResult.Success : ProbeResult.Failure(result.Output);
        }
        catch (ProcessStartException e)
        {
            return ProbeResult.Failure(e.Message);
        }
    }

    private static string TimeoutMessage(Probe probe) => probe.Exec is { Command: { } command }
        ? $"command timed out: \"{string.Join(' ', command)}\" timed out after {GoDuration.Format(TimeSpan.FromSeconds(probe.TimeoutSeconds ?? 1))}"
        : "context deadline exceeded (Client.Timeout exceeded while awaiting headers)";
}
