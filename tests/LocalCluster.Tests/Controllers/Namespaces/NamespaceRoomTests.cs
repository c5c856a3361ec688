using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using LocalCluster.Tests.Controllers.Fixture;

namespace LocalCluster.Tests.Controllers.Namespaces;

public sealed class NamespaceRoomTests : RoomTest
{
    [Theory]
    [InlineData("default")]
    [InlineData("kube-system")]
    [InlineData("kube-public")]
    [InlineData("kube-node-lease")]
    public async Task The_namespaces_of_every_cluster_are_there_with_their_furniture(string ns)
    {
        await Cluster.AwaitAsync<ServiceAccount>("default", _ => true, "default account", ns);
        var certificate = await Cluster.AwaitAsync<ConfigMap>("kube-root-ca.crt", _ => true, "root certificate", ns);

        Assert.StartsWith("-----BEGIN CERTIFICATE-----", certificate.Data?["ca.crt"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Furniture_that_is_taken_away_or_spoiled_comes_back()
    {
        var first = await Cluster.AwaitAsync<ServiceAccount>("default", _ => true, "default account");
        var pem = (await Cluster.AwaitAsync<ConfigMap>("kube-root-ca.crt", _ => true, "root certificate")).Data!["ca.crt"];

        await Cluster.DeleteAsync<ServiceAccount>("default");
        await Cluster.MergeAsync<ConfigMap>("kube-root-ca.crt", """{ "data": { "ca.crt": "spoiled" } }""");

        await Cluster.AwaitAsync<ServiceAccount>("default", account => account.Metadata.Uid != first.Metadata.Uid, "another default account");
        await Cluster.AwaitAsync<ConfigMap>("kube-root-ca.crt", map => map.Data?["ca.crt"] == pem, "the right certificate");
    }

    [Fact]
    public async Task A_namespace_goes_with_everything_in_it()
    {
        await Cluster.CreateAsync(new Namespace { Metadata = new ObjectMeta { Name = "n" } });
        await Cluster.AwaitAsync<ServiceAccount>("default", _ => true, "default account", "n");
        var set = Manifests.Web(2);
        await Cluster.CreateAsync(set with { Metadata = set.Metadata with { Namespace = "n" } });
        await Cluster.AwaitAsync<StatefulSet>("web", found => found.Status?.ReadyReplicas == 2, "ready pods", "n");

        await Cluster.DeleteAsync<Namespace>("n", ns: null);

        await Cluster.AwaitGoneAsync<Namespace>("n", ns: null);
        Assert.False(Directory.Exists(Path.Combine(Cluster.DataDirectory, "volumes", "n", "data-web-0")));
    }

    [Fact]
    public async Task A_namespace_says_what_keeps_it_from_going()
    {
        await Cluster.CreateAsync(new Namespace { Metadata = new ObjectMeta { Name = "n" } });
        var held = Manifests.ConfigMap("held", ns: "n");
        await Cluster.CreateAsync(held with { Metadata = held.Metadata with { Finalizers = ["example.com/hold"] } });

        await Cluster.DeleteAsync<Namespace>("n", ns: null);

        var going = await Cluster.AwaitAsync<Namespace>("n", ns => Condition(ns, "NamespaceFinalizersRemaining")?.Status == "True", "a reason", ns: null);
        Assert.Equal(
            "Some content in the namespace has finalizers remaining: example.com/hold in 1 resource instances",
            Condition(going, "NamespaceFinalizersRemaining")?.Message);
        await Cluster.MergeAsync<ConfigMap>("held", """{ "metadata": { "finalizers": null } }""", "n");
        await Cluster.AwaitGoneAsync<Namespace>("n", ns: null);
    }

    private static NamespaceCondition? Condition(Namespace ns, string type) => ns.Status?.Conditions?.FirstOrDefault(condition => condition.Type == type);
}
