using Kubernetes.Models.Discovery;
using Endpoint = Kubernetes.Models.Discovery.Endpoint;

namespace LocalCluster.Controllers.EndpointSlices;

/// <summary>Endpoints that answer on the same ports: a named target port may be a different number in every pod.</summary>
internal sealed record EndpointGroup(IReadOnlyList<EndpointPort> Ports, IReadOnlyList<Endpoint> Endpoints);
