using Microsoft.Win32.SafeHandles;

namespace CounterApp.Volumes;

/// <summary>
/// A real directory. Made for Linux; on other systems a flush is the runtime's own, names are not flushed and an exchange is a rename.
/// </summary>
internal sealed class DirectoryVolume(string path) : IVolume
{
    private const string LockName = "visits.lock";

    private SafeFileHandle? _lock;

    public Guid Boot { get; } = ReadBoot();

    public void Lock()
    {
        if (_lock is not null) return;
        Directory.CreateDirectory(path);
        try
        {
            // The runtime turns FileShare.None into flock(2), which the kernel drops when the process ends, however it ends.
            _lock = File.OpenHandle(PathOf(LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e.HResult == DiskError.WouldBlock || OperatingSystem.IsWindows())
        {
            throw new DamagedVolumeException($"{path} is in use by another process. Give each process a volume of its own.");
        }
    }

    public byte[]? Read(string name, int limit)
    {
        if (Directory.Exists(PathOf(name))) throw new DamagedVolumeException($"{PathOf(name)} is a directory.");
        try
        {
            using var file = File.OpenHandle(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var buffer = new byte[limit];
            return buffer[..RandomAccess.Read(file, buffer, 0)];
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    public IVolumeFile Create(string name)
    {
        File.Delete(PathOf(name));
        return Opened(name, FileMode.CreateNew);
    }

    public IVolumeFile Open(string name) => Opened(name, FileMode.Open);

    public void Rename(string from, string to) => File.Move(PathOf(from), PathOf(to), overwrite: true);

    public void Exchange(string one, string other)
    {
        if (!OperatingSystem.IsLinux() || !TrySwap(PathOf(one), PathOf(other))) Rename(one, other);
    }

    public void FlushNames()
    {
        if (!OperatingSystem.IsLinux()) return;
        using var directory = Libc.Open(path, Libc.OpenForReading);
        if (directory.IsInvalid || Libc.Flush(directory) != 0) throw DiskError.Last(path);
    }

    public void Dispose() => _lock?.Dispose();

    private string PathOf(string name) => Path.Join(path, name);

    private DiskFile Opened(string name, FileMode mode) =>
        new(PathOf(name), File.OpenHandle(PathOf(name), mode, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete));

    /// <summary>False where this file system cannot swap names (NFS), or where there is nothing yet to swap with.</summary>
    private static bool TrySwap(string one, string other)
    {
        if (Libc.Rename(Libc.WorkingDirectory, one, Libc.WorkingDirectory, other, Libc.Swap) == 0) return true;
        return DiskError.LastIs(DiskError.NotThere, DiskError.InvalidArgument, DiskError.NotImplemented)
            ? false
            : throw DiskError.Last(other);
    }

    private static Guid ReadBoot()
    {
        try
        {
            return Guid.TryParse(File.ReadAllText("/proc/sys/kernel/random/boot_id"), out var boot) ? boot : Guid.Empty;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Guid.Empty;
        }
    }
}
