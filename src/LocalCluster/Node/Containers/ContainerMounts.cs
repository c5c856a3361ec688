using Kubernetes.Models.Core;
using LocalCluster.Node.Sandboxes;
using LocalCluster.Node.Variables;

namespace LocalCluster.Node.Containers;

/// <summary>What a container sees where: its volume mounts, and the files that every container gets.</summary>
internal static class ContainerMounts
{
    public const string TerminationLog = "termination-log";

    /// <param name="container">Whose mounts.</param>
    /// <param name="volumes">Where each volume lies on the host.</param>
    /// <param name="directory">The container's own working files.</param>
    /// <param name="variables">For `subPathExpr`.</param>
    /// <exception cref="ConfigurationException">A mount names a volume that is not there, or leads out of it.</exception>
    public static IReadOnlyList<SandboxMount> Of(
        Container container, IReadOnlyDictionary<string, string> volumes, string directory, IReadOnlyDictionary<string, string> variables)
    {
        var mounts = (container.VolumeMounts ?? []).Select(mount => Of(mount, volumes, variables)).ToList();
        foreach (var (name, target) in new[] { ("hosts", "/etc/hosts"), ("hostname", "/etc/hostname") })
        {
            if (File.Exists(target)) mounts.Add(new SandboxMount(Path.Combine(directory, name), target, ReadOnly: false, IsFile: true));
        }

        mounts.Add(new SandboxMount(
            Path.Combine(directory, TerminationLog), container.TerminationMessagePath ?? "/dev/termination-log", ReadOnly: false, IsFile: true));
        return mounts;
    }

    /// <summary>Writes the files that every container gets.</summary>
    public static void WriteFiles(string directory, string hostname, string podAddress)
    {
        File.WriteAllText(Path.Combine(directory, "hosts"), $"127.0.0.1\tlocalhost\n::1\tlocalhost\n{podAddress}\t{hostname}\n");
        File.WriteAllText(Path.Combine(directory, "hostname"), hostname + "\n");
        File.WriteAllText(Path.Combine(directory, TerminationLog), "");
    }

    private static SandboxMount Of(VolumeMount mount, IReadOnlyDictionary<string, string> volumes, IReadOnlyDictionary<string, string> variables)
    {
        if (!volumes.TryGetValue(mount.Name, out var source)) throw new ConfigurationException($"volumeMount \"{mount.Name}\" names no volume of the pod");

        var subPath = mount.SubPathExpr is { Length: > 0 } expression ? VariableExpansion.Expand(expression, variables) : mount.SubPath ?? "";
        var path = subPath.Length == 0 ? source : Path.GetFullPath(Path.Combine(source, subPath));
        if (path != source && !path.StartsWith(source + "/", StringComparison.Ordinal))
            throw new ConfigurationException($"subPath \"{subPath}\" of volumeMount \"{mount.Name}\" leads out of the volume");

        var isFile = File.Exists(path);
        if (!isFile) Directory.CreateDirectory(path);
        return new SandboxMount(path, mount.MountPath, mount.ReadOnly == true, isFile);
    }
}
