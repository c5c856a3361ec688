using Kubernetes.Models.Core;
using LocalCluster.Node.Eventing;

namespace LocalCluster.Node.Pods;

/// <summary>What the containers of one pod share while it runs.</summary>
internal sealed class PodRuntime(NodeContext node, PodBoard board, PodDirectories directories, Pod pod)
{
    private Pod _pod = pod;

    public NodeContext Node { get; } = node;

    public PodBoard Board { get; } = board;

    public PodDirectories Directories { get; } = directories;

    /// <summary>The newest version that is known.</summary>
    public Pod Pod => Volatile.Read(ref _pod);

    /// <summary>Where each volume lies on the host, by name. Complete before the first container starts.</summary>
    public IReadOnlyDictionary<string, string> Volumes { get; set; } = new Dictionary<string, string>();

    /// <summary>Empty until the pod has one.</summary>
    public string Address => Board.Snapshot.Address ?? "";

    /// <summary>Takes a version of the same pod, unless a newer one is known already (resource versions are ordered: KEP-5504).</summary>
    public void Learn(Pod version)
    {
        if (!IsOlder(version, Pod)) Volatile.Write(ref _pod, version);
    }

    public Container Container(string name) => PodContainers.All(Pod.Spec!).First(container => container.Name == name);

    public void Tell(string? container, PodEvent news) => Node.Events.Record(Pod, container, news);

    private static bool IsOlder(Pod version, Pod known) =>
        ulong.TryParse(version.Metadata.ResourceVersion, out var one) && ulong.TryParse(known.Metadata.ResourceVersion, out var other) && one < other;
}
