using Microsoft.Win32.SafeHandles;

namespace CounterApp.Volumes;

/// <summary>An open file of a <see cref="DirectoryVolume"/>.</summary>
/// <param name="flushEach">Whether each write is flushed by itself, because the handle does not see to it.</param>
internal sealed class DiskFile(string path, SafeFileHandle handle, bool flushEach) : IVolumeFile
{
    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        RandomAccess.Write(handle, bytes, offset);
        if (flushEach) Flush();
    }

    public void Flush()
    {
        if (!OperatingSystem.IsLinux()) RandomAccess.FlushToDisk(handle);
        else if (Libc.FlushData(handle) != 0) throw DiskError.Last(path);
    }

    /// <summary>Under a write lease, fcntl(2), which is granted only while no other descriptor of the file is open.</summary>
    public bool TryOverwrite(ReadOnlySpan<byte> bytes)
    {
        if (!OperatingSystem.IsLinux() || !TryLease()) return false;
        bool released;
        try
        {
            RandomAccess.Write(handle, bytes, 0);
        }
        finally
        {
            released = Libc.Control(handle, Libc.SetLease, Libc.Unlock) == 0;
        }

        return released ? true : throw DiskError.Last(path);
    }

    public void Dispose() => handle.Dispose();

    /// <summary>The signal first, each time: the end of a lease resets it.</summary>
    private bool TryLease() =>
        Libc.Control(handle, Libc.SetSignal, Libc.IgnoredSignal) == 0 && Libc.Control(handle, Libc.SetLease, Libc.WriteLock) == 0;
}
