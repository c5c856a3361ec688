using System.Text;
using LocalCluster.Node.Processes;

namespace LocalCluster.Node.Containers;

/// <summary>Runs a short command in a container to its end: for probes and hooks.</summary>
internal static class ContainerCommands
{
    /// <summary>As much of the output as the kubelet keeps of a probe's (pkg/probe/exec).</summary>
    private const int MaximumOutput = 10 * 1024;

    /// <exception cref="ProcessStartException">It cannot be started.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, and the command killed.</exception>
    public static async Task<ExecResult> RunAsync(ContainerProcess container, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        await using var child = await container.ExecAsync(command, terminal: null, cancellationToken);
        child.Input.Close();
        var text = new StringBuilder();
        var output = ReadAsync(child.Output, text, cancellationToken);
        var error = ReadAsync(child.Error, text, cancellationToken);
        var code = await child.Exit.WaitAsync(cancellationToken);
        await Task.WhenAll(output, error);
        return new ExecResult(code, text.ToString());
    }

    private static async Task ReadAsync(Stream stream, StringBuilder text, CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            lock (text)
            {
                if (text.Length < MaximumOutput) text.Append(Encoding.UTF8.GetString(buffer, 0, read));
            }
        }
    }
}
