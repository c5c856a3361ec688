namespace CounterApp.Volumes;

/// <summary>What is on the volume must not be touched: the app ends with <see cref="ExitCode"/> and says the message.</summary>
internal sealed class DamagedVolumeException(string message) : Exception(message)
{
    /// <summary><c>EX_DATAERR</c> of sysexits.h.</summary>
    public const int ExitCode = 65;
}
