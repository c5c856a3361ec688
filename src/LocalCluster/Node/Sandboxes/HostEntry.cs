namespace LocalCluster.Node.Sandboxes;

/// <summary>Something in a directory of the host.</summary>
internal sealed record HostEntry(string Path, HostEntryKind Kind)
{
    public string Name => System.IO.Path.GetFileName(Path);
}
