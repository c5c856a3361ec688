namespace LocalCluster.Node.Sandboxes;

/// <summary>One step of building a container's root. Paths are inside that root; sources are on the host.</summary>
internal abstract record SandboxStep
{
    public sealed record MakeDirectory(string Path) : SandboxStep;

    /// <summary>An empty file, to mount another file on.</summary>
    public sealed record MakeFile(string Path) : SandboxStep;

    /// <summary>A copy of a symbolic link of the host, in the same place.</summary>
    public sealed record CopyLink(string Source, string Directory) : SandboxStep;

    /// <summary>A private, empty directory over whatever was there.</summary>
    public sealed record Empty(string Path, string Mode) : SandboxStep;

    public sealed record Bind(string Source, string Path, bool ReadOnly) : SandboxStep;

    /// <summary>The /proc of the container's own processes.</summary>
    public sealed record ProcMount(string Path) : SandboxStep;
}
