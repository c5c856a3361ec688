using Kubernetes.Models;
using Kubernetes.Models.Core;

namespace LocalCluster.Node.Probes;

/// <summary>Resolves a port that may be the name of a container's port.</summary>
internal static class PortNames
{
    /// <summary>Null when there is no port of that name.</summary>
    public static int? Find(IntOrString port, Container container) =>
        port.Number ?? (container.Ports ?? []).FirstOrDefault(candidate => candidate.Name == port.Text)?.ContainerPortValue;
}
