using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
using Kubernetes.Models.Discovery;
using LocalCluster.Tests.Controllers.Fixture;
using TestKit;

namespace LocalCluster.Tests.Controllers.EndpointSlices;

public sealed class EndpointSliceRoomTests : RoomTest
{
    [Fact]
    public async Task Endpoints_follow_the_readiness_of_pods()
    {
        await Cluster.CreateAsync(Manifests.Service("a"));
        await Cluster.CreateAsync(Manifests.Web(2, claims: false));
        await Ready("web-0", "web-1");

        await Cluster.Node.SetReadyAsync("web-0", false);
        await Ready("web-1");
        await Cluster.Node.SetReadyAsync("web-0", true);
        await Ready("web-0", "web-1");
        await Cluster.MergeAsync<StatefulSet>("web", """{ "spec": { "replicas": 1 } }""");

        await Eventually.Succeeds(async () => Assert.Equal("web-0", Assert.Single((await Slice()).Endpoints!).TargetRef?.Name));
    }

    [Fact]
    public async Task A_service_that_selects_others_changes_its_endpoints_and_its_slices_go_with_it()
    {
        await Cluster.CreateAsync(Manifests.Service("a"));
        await Cluster.CreateAsync(Manifests.Web(1, claims: false));
        await Ready("web-0");

        await Cluster.MergeAsync<Service>("a", """{ "spec": { "selector": { "app": "other" } } }""");
        await Ready();
        await Cluster.DeleteAsync<Service>("a");

        await Eventually.Holds(async () => (await Cluster.ListAsync<EndpointSlice>()).All(slice => slice.Metadata.GenerateName != "a-"), "no slices left");
    }

    private Task Ready(params string[] pods) => Eventually.Succeeds(
        async () => Assert.Equal(
            pods,
            ((await Slice()).Endpoints ?? []).Where(endpoint => endpoint.Conditions?.Ready == true).Select(endpoint => endpoint.TargetRef?.Name).Order()),
        TimeSpan.FromSeconds(15));

    private async Task<EndpointSlice> Slice() =>
        Assert.Single(await Cluster.ListAsync<EndpointSlice>(), slice => slice.Metadata.Labels?["kubernetes.io/service-name"] == "a");
}
