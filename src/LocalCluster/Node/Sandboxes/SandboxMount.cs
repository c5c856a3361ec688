namespace LocalCluster.Node.Sandboxes;

/// <summary>A file or directory of the host that a container sees at a path of its own choice.</summary>
internal sealed record SandboxMount(string Source, string Target, bool ReadOnly, bool IsFile = false);
