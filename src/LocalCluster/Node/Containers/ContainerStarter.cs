using Kubernetes.Models.Core;
using LocalCluster.Node.Images;
using LocalCluster.Node.Logs;
using LocalCluster.Node.Pods;
using LocalCluster.Node.Sandboxes;
using LocalCluster.Node.Variables;

namespace LocalCluster.Node.Containers;

/// <summary>Brings one container of a pod to run: environment, mounts, process.</summary>
internal sealed class ContainerStarter(PodRuntime pod)
{
    private const int KeptAttempts = 2;

    /// <exception cref="ConfigurationException">What it is configured with is not there.</exception>
    /// <exception cref="ContainerStartException">Its program does not run.</exception>
    public async Task<ContainerProcess> StartAsync(Container container, ImageProgram program, int attempt, CancellationToken cancellationToken)
    {
        var variables = await VariablesAsync(container, program, cancellationToken);
        var directory = pod.Directories.Container(container.Name, attempt);
        var hostname = NodeVariables.HostName(pod.Pod);
        ContainerMounts.WriteFiles(directory, hostname, pod.Address);
        var command = program.CommandLine(Expand(container.Command, variables), Expand(container.Args, variables));
        if (command.Count == 0) throw new ContainerStartException(WaitingReasons.ContainerCreate, "failed to generate container spec: no command specified");

        var launch = new ContainerLaunch
        {
            Directory = directory,
            Hostname = hostname,
            CommandLine = command,
            Variables = variables,
            WorkingDirectory = container.WorkingDir is { Length: > 0 } given ? given : "/",
            Mounts = ContainerMounts.Of(container, pod.Volumes, directory, variables),
            Needed = program.Directories,
        };
        var log = new ContainerLog(pod.Directories.Log(container.Name, attempt), pod.Node.Time);
        Forget(container.Name, attempt - KeptAttempts);
        return await StartAsync(launch, log, cancellationToken);
    }

    private async Task<ContainerProcess> StartAsync(ContainerLaunch launch, ContainerLog log, CancellationToken cancellationToken)
    {
        try
        {
            return await ContainerProcess.StartAsync(pod.Node.Processes, pod.Node.Isolation, launch, log, cancellationToken);
        }
        catch
        {
            log.Dispose();
            throw;
        }
    }

    private async Task<IReadOnlyDictionary<string, string>> VariablesAsync(Container container, ImageProgram program, CancellationToken cancellationToken)
    {
        var node = pod.Node;
        var given = NodeVariables.Of(program, pod.Pod, node.Options.ApiServer?.Server);
        var source = new ConfigSource(node.Client, pod.Pod.Metadata.Namespace ?? "");
        var resolver = new ContainerVariables(source, pod.Pod, pod.Address, node.HostAddress, node.Allocatable);
        var resolved = new Dictionary<string, string>(await resolver.ResolveAsync(container, given, cancellationToken), StringComparer.Ordinal);
        if (program.ListensOnPodAddress) NodeVariables.AddListenAddress(resolved, container, pod.Address);
        return resolved;
    }

    private static IReadOnlyList<string>? Expand(IReadOnlyList<string>? words, IReadOnlyDictionary<string, string> variables) =>
        words is null ? null : [.. words.Select(word => VariableExpansion.Expand(word, variables))];

    /// <summary>Only the latest log and the one before are kept, as a kubelet keeps them.</summary>
    private void Forget(string container, int attempt)
    {
        if (attempt < 0) return;

        File.Delete(pod.Directories.Log(container, attempt));
        Directory.Delete(pod.Directories.Container(container, attempt), recursive: true);
    }
}
