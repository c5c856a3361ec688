using System.Runtime.InteropServices;

namespace LocalCluster.Node.Processes;

/// <summary>POSIX signals, and how a container runtime spells an end by one: exit code 128 + signal.</summary>
internal static class Signals
{
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int ExitCodeOffset = 128;

    /// <summary>Sends a signal; a process that is gone is no error. A negative id names a process group.</summary>
    public static void Send(int processId, int signal)
    {
        if (!OperatingSystem.IsWindows()) _ = SendNative(processId, signal);
    }

    [DllImport("libc", EntryPoint = "kill", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendNative(int processId, int signal);
}
