namespace LocalCluster.Node.Sandboxes;

/// <summary>What the layout of a sandbox has to know of the host's files. An I/O edge: tests describe a host instead.</summary>
internal interface IHostView
{
    IReadOnlyList<HostEntry> Entries(string directory);

    /// <summary>Null when there is nothing at this path. Links are followed.</summary>
    HostEntryKind? Find(string path);

    /// <summary>The path with every link in its existing part followed, as the kernel would.</summary>
    string Resolve(string path);
}
