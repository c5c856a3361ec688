using System.Globalization;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;

namespace LocalCluster.ApiServer.Tables;

/// <summary>Services, Endpoints and EndpointSlices.</summary>
internal static class NetworkLayouts
{
    private const int EndpointsShown = 3;

    public static TableLayout Services { get; } = new(
        [
            StandardColumns.Name, new("Type", "string"), new("Cluster-IP", "string"), new("External-IP", "string"), new("Port(s)", "string"),
            StandardColumns.Age, new("Selector", "string", Priority: 1),
        ],
        (service, now) =>
        [
            service.Name(), service.Text("spec", "type"), service.Text("spec", "clusterIP") ?? "<none>", External(service), Ports(service),
            StandardColumns.AgeOf(service, now), SelectorText.OfMap(service.Object("spec", "selector")),
        ]);

    public static TableLayout Endpoints { get; } = new(
        [StandardColumns.Name, new("Endpoints", "string"), StandardColumns.Age],
        (endpoints, now) => [endpoints.Name(), Shown([.. endpoints.Items("subsets").SelectMany(Sockets)]), StandardColumns.AgeOf(endpoints, now)]);

    public static TableLayout EndpointSlices { get; } = new(
        [StandardColumns.Name, new("AddressType", "string"), new("Ports", "string"), new("Endpoints", "string"), StandardColumns.Age],
        (slice, now) => [slice.Name(), slice.Text("addressType"), SlicePorts(slice), Shown(Addresses(slice)), StandardColumns.AgeOf(slice, now)]);

    private static string External(JsonObject service)
    {
        var assigned = service.Items("status", "loadBalancer", "ingress").Select(ingress => ingress.Text("ip") ?? ingress.Text("hostname"));
        var said = service.Texts("spec", "externalIPs").Concat(service.Text("spec", "type") == "LoadBalancer" ? assigned : []).ToList();
        if (service.Text("spec", "type") == "ExternalName") return service.Text("spec", "externalName") ?? "<none>";
        return said.Count > 0 ? string.Join(',', said) : service.Text("spec", "type") == "LoadBalancer" ? "<pending>" : "<none>";
    }

    private static string Ports(JsonObject service)
    {
        var ports = service.Items("spec", "ports").Select(port =>
            port.Number("nodePort") is > 0 and var node
                ? string.Create(CultureInfo.InvariantCulture, $"{port.Number("port")}:{node}/{port.Text("protocol")}")
                : string.Create(CultureInfo.InvariantCulture, $"{port.Number("port")}/{port.Text("protocol")}")).ToList();
        return ports.Count == 0 ? "<none>" : string.Join(',', ports);
    }

    private static string SlicePorts(JsonObject slice)
    {
        var ports = slice.Items("ports").Select(port => port.Number("port")?.ToString(CultureInfo.InvariantCulture) ?? "*");
        return Shown([.. ports]) is "<none>" ? "<unset>" : Shown([.. ports]);
    }

    /// <summary>Every address at every port; a headless service may have no ports.</summary>
    private static IEnumerable<string> Sockets(JsonObject subset)
    {
        var addresses = subset.Items("addresses").Select(address => address.Text("ip") ?? "").ToList();
        var ports = subset.Items("ports").Select(port => port.Number("port") ?? 0).ToList();
        return ports.Count == 0 ? addresses : ports.SelectMany(port => addresses.Select(address => Socket(address, port)));
    }

    private static string Socket(string address, long port) =>
        string.Create(CultureInfo.InvariantCulture, $"{(address.Contains(':', StringComparison.Ordinal) ? $"[{address}]" : address)}:{port}");

    private static List<string> Addresses(JsonObject slice) => [.. slice.Items("endpoints").SelectMany(endpoint => endpoint.Texts("addresses"))];

    private static string Shown(List<string> items) => items.Count switch
    {
        0 => "<none>",
        > EndpointsShown => string.Create(CultureInfo.InvariantCulture, $"{string.Join(',', items.Take(EndpointsShown))} + {items.Count - EndpointsShown} more..."),
        _ => string.Join(',', items),
    };
}
