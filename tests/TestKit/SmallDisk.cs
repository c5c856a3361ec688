using System.Diagnostics;

namespace TestKit;

/// <summary>A real file system of 64 KiB, for those who may mount one.</summary>
public sealed class SmallDisk : IDisposable
{
    private SmallDisk(string path) => Path = path;

    /// <summary>Its root, a directory that was there before.</summary>
    public string Path { get; }

    private string Ballast => System.IO.Path.Join(Path, "ballast");

    /// <summary>Null where this process may not mount.</summary>
    public static SmallDisk? TryMount(string path) =>
        OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && Run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", path) ? new SmallDisk(path) : null;

    public void Fill()
    {
        try
        {
            using var ballast = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
            for (var block = new byte[4096]; ;) ballast.Write(block);
        }
        catch (IOException)
        {
            // No space left: that was the point.
        }
    }

    public void MakeRoom() => File.Delete(Ballast);

    public bool TrySetReadOnly(bool readOnly) => Run("mount", "-o", readOnly ? "remount,ro" : "remount,rw", Path);

    public void Dispose() => Run("umount", "--lazy", Path);

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
