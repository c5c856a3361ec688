namespace LocalCluster.Node.Volumes;

/// <summary>A file that the node writes into a volume. The path is relative to the volume; the mode is Unix' permission bits.</summary>
internal sealed record VolumeFile(string Path, ReadOnlyMemory<byte> Content, int Mode);
