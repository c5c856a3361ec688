using Kubernetes.Models.Core;
using LocalCluster.Node.Probes;
using LocalCluster.Node.Processes;

namespace LocalCluster.Node.Containers;

/// <summary>Runs a container's postStart and preStop handlers.</summary>
internal sealed class LifecycleHooks(HttpProber http, TimeProvider time)
{
    /// <summary>Null when it succeeded, otherwise what went wrong. Cancellation is thrown.</summary>
    public async Task<string?> RunAsync(
        LifecycleHandler handler, Container container, ContainerProcess process, string podAddress, CancellationToken cancellationToken)
    {
        switch (handler)
        {
            case { Exec.Command: { } command }:
                return await ExecAsync(command, process, cancellationToken);
            case { HttpGet: { } action }:
                var result = await http.GetAsync(action, container, podAddress, cancellationToken);
                return result.Succeeded ? null : result.Message;
            case { Sleep: { } sleep }:
                await Task.Delay(TimeSpan.FromSeconds(sleep.Seconds), time, cancellationToken);
                return null;
            default:
                return "invalid handler: use exec, httpGet or sleep";
        }
    }

    private static async Task<string?> ExecAsync(IReadOnlyList<string> command, ContainerProcess process, CancellationToken cancellationToken)
    {
        try
        {
            var result = await ContainerCommands.RunAsync(process, command, cancellationToken);
            return result.ExitCode == 0 ? null : $"command '{string.Join(' ', command)}' exited with {result.ExitCode}: {result.Output}";
        }
        catch (ProcessStartException e)
        {
            return e.Message;
        }
    }
}
