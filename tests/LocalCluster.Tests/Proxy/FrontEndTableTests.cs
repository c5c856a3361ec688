using System.Net;
using Kubernetes.Models.Core;
using Kubernetes.Models.Discovery;
using Kubernetes.Models.Meta;
using LocalCluster.Proxy;

namespace LocalCluster.Tests.Proxy;

public sealed class FrontEndTableTests
{
    private static readonly Service Web = new()
    {
        Metadata = new ObjectMeta { Name = "web", Namespace = "shop" },
        Spec = new ServiceSpec { Type = "NodePort", ClusterIP = "127.20.201.1", Ports = [new ServicePort { Name = "http", Port = 80, NodePort = 30080 }] },
    };

    [Fact]
    public void A_node_port_is_served_on_the_node_and_a_cluster_address_on_its_own()
    {
        var table = Build(Web, Slice([Ready("127.20.1.2"), Ready("127.20.1.1")]));

        Assert.Equal(["127.20.201.1:80", "127.0.0.1:30080"], table.Select(frontEnd => frontEnd.Listen.ToString()));
        Assert.All(table, frontEnd => Assert.Equal(["127.20.1.1:8080", "127.20.1.2:8080"], frontEnd.Backends.Addresses.Select(a => a.ToString())));
    }

    [Fact]
    public void Pods_that_are_not_ready_are_left_out_and_without_ready_ones_those_that_end_but_still_serve_are_used()
    {
        var ending = new Endpoint { Addresses = ["127.20.1.3"], Conditions = new EndpointConditions { Ready = false, Serving = true, Terminating = true } };
        var sick = new Endpoint { Addresses = ["127.20.1.4"], Conditions = new EndpointConditions { Ready = false, Serving = false, Terminating = false } };

        Assert.Equal(["127.20.1.1:8080"], Addresses(Slice([ending, sick, Ready("127.20.1.1")])));
        Assert.Equal(["127.20.1.3:8080"], Addresses(Slice([ending, sick])));
        Assert.Empty(Addresses(Slice([sick])));
    }

    [Fact]
    public void Only_slices_of_the_service_and_ports_of_the_same_name_count_and_an_address_counts_once()
    {
        var other = Slice([Ready("127.20.1.9")]) with { Metadata = new ObjectMeta { Namespace = "elsewhere", Labels = Label("web") } };
        var unnamed = Slice([Ready("127.20.1.8")]) with { Ports = [new EndpointPort { Name = "metrics", Port = 9090 }] };

        Assert.Equal(["127.20.1.1:8080"], Addresses(other, unnamed, Slice([Ready("127.20.1.1")]), Slice([Ready("127.20.1.1")])));
    }

    [Fact]
    public void Headless_services_and_other_protocols_are_not_served()
    {
        var headless = Web with { Spec = Web.Spec! with { ClusterIP = "None", Type = "ClusterIP", Ports = [new ServicePort { Port = 80 }] } };
        var udp = Web with { Spec = Web.Spec! with { Ports = [new ServicePort { Port = 53, NodePort = 30053, Protocol = "UDP" }] } };

        Assert.Empty(Build(headless));
        Assert.Empty(Build(udp));
    }

    [Fact]
    public void Equal_sets_are_equal_and_affinity_is_read()
    {
        var sticky = Web with { Spec = Web.Spec! with { SessionAffinity = "ClientIP" } };

        Assert.Equal(Build(Web, Slice([Ready("127.20.1.1")])), Build(Web, Slice([Ready("127.20.1.1")])));
        Assert.NotEqual(Build(Web, Slice([Ready("127.20.1.1")])), Build(Web, Slice([Ready("127.20.1.2")])));
        Assert.Equal(TimeSpan.FromHours(3), Build(sticky)[0].Backends.Affinity);
    }

    private static IReadOnlyList<FrontEnd> Build(Service service, params EndpointSlice[] slices) => FrontEndTable.Build([service], slices, IPAddress.Loopback);

    private static IEnumerable<string> Addresses(params EndpointSlice[] slices) => Build(Web, slices)[0].Backends.Addresses.Select(address => address.ToString());

    private static Endpoint Ready(string address) => new() { Addresses = [address], Conditions = new EndpointConditions { Ready = true } };

    private static Dictionary<string, string> Label(string service) => new() { [FrontEndTable.ServiceNameLabel] = service };

    private static EndpointSlice Slice(Endpoint[] endpoints) => new()
    {
        Metadata = new ObjectMeta { Namespace = "shop", Labels = Label("web") },
        Endpoints = endpoints,
        Ports = [new EndpointPort { Name = "http", Port = 8080 }],
    };
}
