using System.ComponentModel;
using System.Diagnostics;

namespace TestKit;

/// <summary>A small real file system, for those who may mount one.</summary>
public sealed class SmallDisk : IDisposable
{
    private static readonly Lazy<string?> WhyNoMemory = new(() => Try(path => Mount(path)));
    private static readonly Lazy<string?> WhyNoImage = new(() => Try(MountExt4WithoutJournal));

    private SmallDisk(string path) => Path = path;

    /// <summary>Why this process cannot <see cref="Mount"/> one; null where it can.</summary>
    public static string? WhyNot => WhyNoMemory.Value;

    /// <summary>Why this process cannot <see cref="MountExt4WithoutJournal"/>; null where it can.</summary>
    public static string? WhyNoExt4 => WhyNoImage.Value;

    /// <summary>Its root, a directory that was there before.</summary>
    public string Path { get; }

    private string Ballast => System.IO.Path.Join(Path, "ballast");

    /// <summary>64 KiB of memory.</summary>
    /// <param name="inodes">How many files there can be, its root among them.</param>
    public static SmallDisk Mount(string path, int inodes = 1000)
    {
        Run("mount", "-t", "tmpfs", "-o", $"size=64k,nr_inodes={inodes}", "tmpfs", path);
        return new SmallDisk(path);
    }

    /// <summary>An ext4 of 2 MiB that keeps no journal. A block of its inode table holds 16 inodes.</summary>
    public static SmallDisk MountExt4WithoutJournal(string path)
    {
        var image = System.IO.Path.GetTempFileName();
        try
        {
            Run("mke2fs", "-q", "-F", "-t", "ext4", "-O", "^has_journal", "-b", "4096", "-I", "256", "-N", "512", image, "512");
            Run("mount", "-o", "loop", image, path);
            return new SmallDisk(path);
        }
        finally
        {
            File.Delete(image);
        }
    }

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

    public void SetReadOnly(bool readOnly) => Run("mount", "-o", readOnly ? "remount,ro" : "remount,rw", Path);

    public void Dispose() => Run("umount", "--lazy", Path);

    private static string? Try(Func<string, SmallDisk> mount)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess) return "mounts a file system, which takes root on Linux";
        try
        {
            using var directory = new TempDirectory();
            mount(directory.Path).Dispose();
            return null;
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or Win32Exception)
        {
            return $"mounts a file system, and may not: {e.Message}";
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program}: {error.TrimEnd()}");
    }
}
