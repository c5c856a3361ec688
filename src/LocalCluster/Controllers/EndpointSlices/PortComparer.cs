using Kubernetes.Models.Discovery;

namespace LocalCluster.Controllers.EndpointSlices;

/// <summary>Two lists of ports are the same when their ports are, in order.</summary>
internal sealed class PortComparer : IEqualityComparer<IReadOnlyList<EndpointPort>>
{
    public static readonly PortComparer Instance = new();

    public bool Equals(IReadOnlyList<EndpointPort>? x, IReadOnlyList<EndpointPort>? y) => Keys(x).SequenceEqual(Keys(y));

    public int GetHashCode(IReadOnlyList<EndpointPort> obj) => Keys(obj).Aggregate(17, HashCode.Combine);

    private static IEnumerable<(string Name, int? Port, string? Protocol, string? App)> Keys(IReadOnlyList<EndpointPort>? ports) =>
        (ports ?? []).Select(port => (port.Name ?? "", port.Port, port.Protocol, port.AppProtocol));
}
