namespace Kubernetes.Runtime.Controllers;

/// <summary>Trying again cannot help until somebody changes something: the key is not retried, only counted and logged.</summary>
public sealed class TerminalException : Exception
{
    public TerminalException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
