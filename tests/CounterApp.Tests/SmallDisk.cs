using System.Diagnostics;

namespace CounterApp.Tests;

/// <summary>A real file system of 64 KiB, for those who may mount one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private SmallDisk()
    {
    }

    /// <summary>Its root.</summary>
    public DataDirectory Data { get; } = new();

    private string Ballast => Path.Join(Data.Path, "ballast");

    /// <summary>Null where this process may not mount.</summary>
    public static SmallDisk? TryMount()
    {
        var disk = new SmallDisk();
        if (OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && Run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.Data.Path)) return disk;
        disk.Data.Dispose();
        return null;
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

    public void SetReadOnly(bool readOnly) => Assert.True(Run("mount", "-o", readOnly ? "remount,ro" : "remount,rw", Data.Path));

    public void Dispose()
    {
        Run("umount", "--lazy", Data.Path);
        Data.Dispose();
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
