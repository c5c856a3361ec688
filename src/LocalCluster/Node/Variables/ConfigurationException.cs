namespace LocalCluster.Node.Variables;

/// <summary>Something that a container's configuration names is not there: CreateContainerConfigError, with this message.</summary>
internal sealed class ConfigurationException(string message) : Exception(message);
