using Microsoft.Win32.SafeHandles;

namespace CounterApp.Volumes;

/// <summary>An open file of a <see cref="DirectoryVolume"/>.</summary>
internal sealed class DiskFile(string path, SafeFileHandle handle) : IVolumeFile
{
    public void Write(ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(handle, bytes, offset);

    // fdatasync, because fsync also commits the file's timestamps: one more write to the file system's journal per visit.
    public void Flush()
    {
        if (!OperatingSystem.IsLinux()) RandomAccess.FlushToDisk(handle);
        else if (Libc.FlushData(handle) != 0) throw DiskError.Last(path);
    }

    public void Dispose() => handle.Dispose();
}
