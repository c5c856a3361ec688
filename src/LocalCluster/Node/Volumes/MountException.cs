namespace LocalCluster.Node.Volumes;

/// <summary>A volume cannot be made yet: the pod stays in ContainerCreating, and a FailedMount Event says this.</summary>
internal sealed class MountException(string message) : Exception(message);
