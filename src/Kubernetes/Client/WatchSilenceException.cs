namespace Kubernetes.Client;

/// <summary>A watch that was open brought nothing for longer than it may: dead or merely quiet, nobody can tell. Open it again from the last version.</summary>
public sealed class WatchSilenceException : TimeoutException
{
    public WatchSilenceException(TimeSpan silence)
        : base($"The watch stream was silent for {silence.TotalSeconds:0} s.")
    {
    }
}
