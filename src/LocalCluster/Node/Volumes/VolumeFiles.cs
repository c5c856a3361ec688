namespace LocalCluster.Node.Volumes;

/// <summary>Writes the files of a volume so that a reader never sees half of one.</summary>
internal static class VolumeFiles
{
    private const string Temporary = ".tmp";

    /// <summary>Makes the directory hold exactly these files. One that has not changed is not touched.</summary>
    public static async Task WriteAsync(string directory, IReadOnlyList<VolumeFile> files, CancellationToken cancellationToken)
    {
        var wanted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            var path = Path.GetFullPath(Path.Combine(directory, file.Path));
            if (!path.StartsWith(directory + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                throw new MountException($"the path \"{file.Path}\" leads out of the volume");

            wanted.Add(path);
            await WriteAsync(path, file, cancellationToken);
        }

        foreach (var stale in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).Where(path => !wanted.Contains(path)))
            File.Delete(stale);
    }

    private static async Task WriteAsync(string path, VolumeFile file, CancellationToken cancellationToken)
    {
        if (File.Exists(path) && (await File.ReadAllBytesAsync(path, cancellationToken)).AsSpan().SequenceEqual(file.Content.Span)) return;

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path + Temporary, file.Content, cancellationToken);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path + Temporary, (UnixFileMode)(file.Mode & 0x1FF));
        File.Move(path + Temporary, path, overwrite: true);
    }
}
