using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CounterApp.Volumes;

/// <summary>The calls that the runtime does not offer: flushing data without timestamps, flushing a directory, swapping two names, files without a name.</summary>
internal static partial class Libc
{
    /// <summary><c>O_RDONLY | O_CLOEXEC</c> on Linux.</summary>
    public const int OpenForReading = 0x80000;

    /// <summary><c>O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC</c> on Linux.</summary>
    public const int OpenToCreate = 0x800C2;

    /// <summary><c>O_RDWR | O_TMPFILE | O_CLOEXEC</c> on Linux, where <c>O_DIRECTORY</c> is one bit on ARM and PowerPC and another elsewhere.</summary>
    public static readonly int OpenUnnamed = 0x480002 | (RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm or Architecture.Ppc64le ? 0x4000 : 0x10000);

    /// <summary>
    /// <c>O_RDWR | O_DSYNC | O_CLOEXEC</c> on Linux: each write does what fdatasync would do after it, in one call. Not <c>O_SYNC</c>,
    /// which also commits the file's timestamps: one more write to the file system's journal per visit.
    /// </summary>
    public const int OpenForDurableWrites = 0x81002;

    /// <summary>The mode of a new file, less the umask: read and write for all.</summary>
    public const int EverybodyReads = 0x1B6;

    /// <summary><c>AT_FDCWD</c>: a relative path starts at the working directory.</summary>
    public const int WorkingDirectory = -100;

    /// <summary><c>RENAME_EXCHANGE</c>.</summary>
    public const uint Swap = 2;

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    public static partial int FlushData(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static partial int Flush(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial SafeFileHandle Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Rename(int fromDirectory, string from, int toDirectory, string to, uint flags);
}
