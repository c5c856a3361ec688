namespace LocalCluster.Node.Sandboxes;

internal enum HostEntryKind
{
    Directory,
    File,
    Link,
}
