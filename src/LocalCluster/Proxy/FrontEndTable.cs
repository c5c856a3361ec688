using System.Collections.Immutable;
using System.Net;
using Kubernetes.Models.Core;
using Kubernetes.Models.Discovery;

namespace LocalCluster.Proxy;

/// <summary>
/// What has to listen where, from the services and endpoint slices of the cluster. Pure. Ready endpoints are used; where there
/// are none, those that still serve while they end (KEP-1669).
/// </summary>
internal static class FrontEndTable
{
    public const string ServiceNameLabel = "kubernetes.io/service-name";
    private const int DefaultAffinitySeconds = 10800;

    public static IReadOnlyList<FrontEnd> Build(IEnumerable<Service> services, IEnumerable<EndpointSlice> slices, IPAddress nodeAddress)
    {
        var byService = slices.ToLookup(slice => (slice.Metadata.Namespace, slice.Metadata.Labels?.GetValueOrDefault(ServiceNameLabel)));
        return [.. services.SelectMany(service => Of(service, [.. byService[(service.Metadata.Namespace, service.Metadata.Name)]], nodeAddress))];
    }

    private static IEnumerable<FrontEnd> Of(Service service, IReadOnlyList<EndpointSlice> slices, IPAddress nodeAddress)
    {
        foreach (var port in (service.Spec?.Ports ?? []).Where(port => port.Protocol is null or "TCP"))
        {
            var reference = new ServiceReference(service.Metadata.Namespace ?? "", service.Metadata.Name ?? "", service.Metadata.Uid, port.Name ?? "");
            var backends = new BackendSet(Backends(slices, port.Name ?? ""), Affinity(service.Spec!));
            if (IPAddress.TryParse(service.Spec!.ClusterIP, out var clusterIP) && IPAddress.IsLoopback(clusterIP))
                yield return new FrontEnd(new IPEndPoint(clusterIP, port.Port), reference, backends);
            if (port.NodePort is > 0 and var nodePort) yield return new FrontEnd(new IPEndPoint(nodeAddress, nodePort), reference, backends);
        }
    }

    private static ImmutableArray<IPEndPoint> Backends(IReadOnlyList<EndpointSlice> slices, string portName)
    {
        var ready = Endpoints(slices, portName, conditions => conditions?.Ready ?? true);
        return ready.IsEmpty ? Endpoints(slices, portName, conditions => conditions is { Serving: true, Terminating: true }) : ready;
    }

    private static ImmutableArray<IPEndPoint> Endpoints(IReadOnlyList<EndpointSlice> slices, string portName, Func<EndpointConditions?, bool> wanted) =>
    [
        .. from slice in slices
           let port = (slice.Ports ?? []).FirstOrDefault(port => (port.Name ?? "") == portName)?.Port
           where port is not null
           from endpoint in slice.Endpoints ?? []
           where wanted(endpoint.Conditions)
           let address = (endpoint.Addresses ?? []).Select(text => IPAddress.TryParse(text, out var parsed) ? parsed : null).FirstOrDefault()
           where address is not null
           let backend = new IPEndPoint(address, port.Value)
           group backend by backend.ToString() into same
           orderby same.Key
           select same.First(),
    ];

    private static TimeSpan? Affinity(ServiceSpec spec) => spec.SessionAffinity == "ClientIP"
        ? TimeSpan.FromSeconds(spec.SessionAffinityConfig?.ClientIP?.TimeoutSeconds ?? DefaultAffinitySeconds)
        : null;
}
