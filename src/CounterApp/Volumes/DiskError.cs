using System.Runtime.InteropServices;

namespace CounterApp.Volumes;

/// <summary>What libc said last on this thread.</summary>
internal static class DiskError
{
    public const int NotThere = 2;
    public const int WouldBlock = 11;
    public const int InvalidArgument = 22;
    public const int NotImplemented = 38;

    /// <summary>The last error as the exception that the runtime's own file calls would throw.</summary>
    public static IOException Last(string path)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException($"{Marshal.GetPInvokeErrorMessage(error)} : '{path}'", error);
    }

    public static bool LastIs(params ReadOnlySpan<int> errors) => errors.Contains(Marshal.GetLastPInvokeError());
}
