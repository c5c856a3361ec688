namespace LocalCluster.Node.Sandboxes;

/// <summary>This machine's own files.</summary>
internal sealed class HostFileSystem : IHostView
{
    private const int MaximumLinks = 40;

    public IReadOnlyList<HostEntry> Entries(string directory)
    {
        var options = new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = true };
        return [.. new DirectoryInfo(directory).EnumerateFileSystemInfos("*", options)
            .Select(info => new HostEntry(info.FullName, KindOf(info)))
            .OrderBy(entry => entry.Path, StringComparer.Ordinal)];
    }

    public HostEntryKind? Find(string path) =>
        Directory.Exists(path) ? HostEntryKind.Directory : File.Exists(path) ? HostEntryKind.File : null;

    public string Resolve(string path)
    {
        var pending = new Stack<string>(Parts(path).Reverse());
        var resolved = "/";
        var links = 0;
        while (pending.TryPop(out var part))
        {
            if (part == ".") continue;
            if (part == "..")
            {
                resolved = Path.GetDirectoryName(resolved) ?? "/";
                continue;
            }

            var next = Path.Combine(resolved, part);
            if (new FileInfo(next).LinkTarget is { } target && links++ < MaximumLinks)
            {
                if (Path.IsPathRooted(target)) resolved = "/";
                foreach (var piece in Parts(target).Reverse()) pending.Push(piece);
                continue;
            }

            resolved = next;
        }

        return resolved;
    }

    private static string[] Parts(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    private static HostEntryKind KindOf(FileSystemInfo info) =>
        info.LinkTarget is not null ? HostEntryKind.Link : info is DirectoryInfo ? HostEntryKind.Directory : HostEntryKind.File;
}
