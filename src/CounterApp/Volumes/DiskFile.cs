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

    public void Dispose() => handle.Dispose();
}
