using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace LocalCluster.Node.Processes;

/// <summary>A terminal for a command that wants one: this is the side that a person sits at.</summary>
internal sealed class Pseudoterminal : IDisposable
{
    private const int ReadWrite = 0x2;
    private const int NoControllingTerminal = 0x100;
    private const int CloseOnExec = 0x80000;
    private const ulong SetWindowSize = 0x5414;
    private const int MaximumPath = 64;

    private readonly SafeFileHandle _handle;

    private Pseudoterminal(SafeFileHandle handle, string path)
    {
        _handle = handle;
        Path = path;
        Stream = new FileStream(handle, FileAccess.ReadWrite, bufferSize: 0);
    }

    /// <summary>The other side, for the command to open.</summary>
    public string Path { get; }

    /// <summary>Reading fails with an <see cref="IOException"/> when nothing has the other side open any more.</summary>
    public Stream Stream { get; }

    /// <summary>Null where there is none to be had: the constants here are Linux'.</summary>
    public static Pseudoterminal? TryOpen() => OperatingSystem.IsLinux() ? TryOpenOnLinux() : null;

    public void Resize(ushort columns, ushort rows)
    {
        var size = new WindowSize { Rows = rows, Columns = columns };
        if (!_handle.IsClosed) _ = SetSize(_handle.DangerousGetHandle().ToInt32(), SetWindowSize, ref size);
    }

    public void Dispose() => Stream.Dispose();

    [SupportedOSPlatform("linux")]
    private static Pseudoterminal? TryOpenOnLinux()
    {
        var descriptor = Open(ReadWrite | NoControllingTerminal | CloseOnExec);
        if (descriptor < 0) return null;

        var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        var name = new byte[MaximumPath];
        if (Grant(descriptor) == 0 && Unlock(descriptor) == 0 && Name(descriptor, name, MaximumPath) == 0)
            return new Pseudoterminal(handle, Encoding.UTF8.GetString(name.AsSpan(0, name.AsSpan().IndexOf((byte)0))));

        handle.Dispose();
        return null;
    }

    [DllImport("libc", EntryPoint = "posix_openpt", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(int flags);

    [DllImport("libc", EntryPoint = "grantpt", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Grant(int descriptor);

    [DllImport("libc", EntryPoint = "unlockpt", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Unlock(int descriptor);

    [DllImport("libc", EntryPoint = "ptsname_r", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Name(int descriptor, byte[] name, nint length);

    [DllImport("libc", EntryPoint = "ioctl", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetSize(int descriptor, ulong request, ref WindowSize size);

    [StructLayout(LayoutKind.Sequential)]
    private struct WindowSize
    {
        public ushort Rows;
        public ushort Columns;
        public ushort Width;
        public ushort Height;
    }
}
