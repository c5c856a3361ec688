namespace Kubernetes.Client.Config;

/// <summary>The way to the cluster is missing or wrongly described; the message names the file and says what to write.</summary>
public sealed class ConfigException : Exception
{
    public ConfigException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
