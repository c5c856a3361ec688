namespace LocalCluster.Node.Sandboxes;

internal enum HostEntryKind
{
    Directory,
    File,
    Link,
}

/// <summary>Something in a directory of the host.</summary>
internal sealed record HostEntry(string Path, HostEntryKind Kind)
{
    public string Name => System.IO.Path.GetFileName(Path);
}
