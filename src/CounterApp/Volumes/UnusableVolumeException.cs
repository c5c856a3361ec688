namespace CounterApp.Volumes;

/// <summary>
/// What is on the volume must not be touched: it is damaged, or another process counts on it. Waiting would not help. The app says
/// the message and ends with <see cref="ExitCode"/>.
/// </summary>
internal sealed class UnusableVolumeException(string message) : Exception(message)
{
    /// <summary><c>EX_DATAERR</c> of sysexits.h.</summary>
    public const int ExitCode = 65;
}
