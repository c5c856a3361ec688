using Microsoft.Win32.SafeHandles;

namespace CounterApp.Volumes;

/// <summary>
/// A real directory. Made for Linux; on other systems a flush is the runtime's own, names are not flushed and an exchange is a rename.
/// </summary>
internal sealed class DirectoryVolume(string path) : IVolume
{
    private const string LockName = "visits.lock";

    /// <summary>Four blocks of ext4's inode table: 4096 bytes, 128 for each inode.</summary>
    private const int Neighbours = 128;

    /// <summary>Put together once: every batch of visits needs four.</summary>
    private readonly Dictionary<string, string> _paths = [];

    private SafeFileHandle? _lock;
    private bool _cannotSwap = !OperatingSystem.IsLinux();

    public Guid Boot { get; } = ReadBoot();

    public string PathOf(string name) => _paths.TryGetValue(name, out var known) ? known : _paths[name] = Path.Join(path, name);

    public void Lock()
    {
        if (_lock is not null) return;
        MakeDirectory();
        try
        {
            // The runtime turns FileShare.None into flock(2), which the kernel drops when the process ends, however it ends.
            _lock = File.OpenHandle(PathOf(LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e.HResult == DiskError.WouldBlock || OperatingSystem.IsWindows())
        {
            throw new UnusableVolumeException($"{path} is in use by another process. Give each process a volume of its own.");
        }
    }

    public byte[]? Read(string name, int limit)
    {
        if (Directory.Exists(PathOf(name))) throw new UnusableVolumeException($"{PathOf(name)} is a directory. Nothing was changed.");
        try
        {
            using var file = File.OpenHandle(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var buffer = new byte[Math.Min(limit, RandomAccess.GetLength(file))];
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
        return Opened(name, FileMode.CreateNew, Libc.OpenToCreate, flushEach: false);
    }

    /// <remarks>
    /// An ext4 without a journal flushes a file together with the block that holds its inode, if anything in that block changed (Linux
    /// 1308255bbf84, "ext4: fix fsync(2) for nojournal mode", also in 6.18). Files made one after the other have their inodes in one block:
    /// those that swap names would add a write to every flush of this one. So unnamed files take the inodes around it, and give them back.
    /// Where that cannot be done, the file is no worse than any other.
    /// </remarks>
    public IVolumeFile CreateApart(string name)
    {
        var around = new List<SafeFileHandle>();
        while (OperatingSystem.IsLinux() && around.Count < Neighbours && Libc.Open(path, Libc.OpenUnnamed, Libc.EverybodyReads) is { IsInvalid: false } unnamed) around.Add(unnamed);
        if (around.Count > 0) around[around.Count / 2].Dispose();
        try
        {
            return Create(name);
        }
        finally
        {
            around.ForEach(unnamed => unnamed.Dispose());
        }
    }

    public IVolumeFile OpenDurable(string name) => Opened(name, FileMode.Open, Libc.OpenForDurableWrites, flushEach: true);

    public void Rename(string from, string to) => File.Move(PathOf(from), PathOf(to), overwrite: true);

    public void Exchange(string from, string to)
    {
        if (_cannotSwap || !TrySwap(PathOf(from), PathOf(to))) Rename(from, to);
    }

    public void FlushNames() => FlushDirectory(path);

    public void Dispose() => _lock?.Dispose();

    private static void FlushDirectory(string path)
    {
        if (!OperatingSystem.IsLinux()) return;
        using var directory = Libc.Open(path, Libc.OpenForReading, Libc.EverybodyReads);
        if (directory.IsInvalid || Libc.Flush(directory) != 0) throw DiskError.Last(path);
    }

    private static Guid ReadBoot()
    {
        const string source = "/proc/sys/kernel/random/boot_id";
        return File.Exists(source) && Guid.TryParse(File.ReadAllText(source), out var boot) ? boot : Guid.Empty;
    }

    private void MakeDirectory()
    {
        if (Directory.Exists(path)) return;
        Directory.CreateDirectory(path);
        FlushDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Without the locks and checks that the runtime's own open adds, as this is done for every batch of visits.</summary>
    private DiskFile Opened(string name, FileMode mode, int flags, bool flushEach)
    {
        var path = PathOf(name);
        if (!OperatingSystem.IsLinux()) return new(path, File.OpenHandle(path, mode, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete), flushEach);
        var handle = Libc.Open(path, flags, Libc.EverybodyReads);
        return handle.IsInvalid ? throw DiskError.Last(path) : new(path, handle, flushEach: false);
    }

    /// <summary>False when it has to be a rename: there is nothing to swap with, or this file system (NFS) or C library cannot.</summary>
    private bool TrySwap(string from, string to)
    {
        try
        {
            if (Libc.Rename(Libc.WorkingDirectory, from, Libc.WorkingDirectory, to, Libc.Swap) == 0) return true;
            if (!DiskError.LastIs(DiskError.NotThere, DiskError.InvalidArgument, DiskError.NotImplemented)) throw DiskError.Last(to);
            _cannotSwap = !DiskError.LastIs(DiskError.NotThere);
        }
        catch (EntryPointNotFoundException)
        {
            _cannotSwap = true;
        }

        return false;
    }
}
