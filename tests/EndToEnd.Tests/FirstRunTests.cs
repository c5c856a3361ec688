using EndToEnd.Tests.Clusters;
using Kubernetes.Client;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;

namespace EndToEnd.Tests;

/// <summary>What a newcomer sees: a CounterApp becomes pods, claims and a Service, counts, and keeps its counts.</summary>
public sealed class FirstRunTests
{
    [Fact]
    public async Task A_CounterApp_becomes_the_target_picture()
    {
        await using var playground = await Playground.StartAsync();

        await playground.CreateAsync(AnApp.Python);
        var app = await playground.ReadyAsync("app-python", 2);

        var set = await playground.Client.GetAsync<StatefulSet>(Playground.Key("app-python"), CancellationToken.None);
        var service = await playground.Client.GetAsync<Service>(Playground.Key("app-python"), CancellationToken.None);
        var claims = await playground.Client.ListAsync<PersistentVolumeClaim>(new ListOptions { Namespace = Playground.Namespace }, CancellationToken.None);
        Assert.Equal((2, 2, "Parallel"), (set.Spec!.Replicas, set.Status!.ReadyReplicas, set.Spec.PodManagementPolicy));
        Assert.Equal(("NodePort", 5000), (service.Spec!.Type, service.Spec.Ports![0].Port));
        Assert.Equal(service.Spec.Ports[0].NodePort, app.Status!.NodePort);
        Assert.Equal(["counter-python-app-python-0", "counter-python-app-python-1"], claims.Items.Select(claim => claim.Metadata.Name).Order());
        Assert.All(claims.Items, claim => Assert.Equal(("Bound", "standard", "10Mi"), (claim.Status!.Phase, claim.Spec!.StorageClassName, claim.Status.Capacity!["storage"].ToString())));
    }

    [Fact]
    public async Task Both_pods_serve_visits_and_no_visit_is_lost()
    {
        await using var playground = await Playground.StartAsync();
        await playground.CreateAsync(AnApp.Python);
        await playground.ReadyAsync("app-python", 2);

        var answers = await Visitors.VisitAsync(await playground.UrlAsync("app-python"), 100);

        var first = await playground.VisitsOnVolumeAsync("counter-python-app-python-0");
        var second = await playground.VisitsOnVolumeAsync("counter-python-app-python-1");
        Assert.All(answers, answer => Assert.Matches(@"^\d+ visits? to app-python-[01]\n$", answer));
        Assert.True(first > 0 && second > 0, $"{first} and {second}");
        Assert.Equal(100, first + second);
    }

    [Fact]
    public async Task A_deleted_pod_comes_back_with_its_count()
    {
        await using var playground = await Playground.StartAsync();
        await playground.CreateAsync(AnApp.Named("web"));
        await playground.ReadyAsync("web", 1);
        await using var traffic = await playground.VisitAsync("web");
        var before = await playground.FindPodAsync("web-0");

        await playground.Client.DeleteAsync<Pod>(Playground.Key("web-0"), null, CancellationToken.None);

        await Eventually.Holds(async () => await playground.FindPodAsync("web-0") is { } pod && pod.Metadata.Uid != before!.Metadata.Uid && IsReady(pod), "a new web-0, ready");
        await traffic.EndAsync(Promise.DownForAWhile);
    }

    [LocalClusterFact(Needs.AClusterOfItsOwn)]
    public async Task A_new_cluster_on_the_same_data_goes_on_counting()
    {
        using var data = new TempDirectory();
        await using (var first = await Playground.StartAsync(data.Path))
        {
            await first.CreateAsync(AnApp.Named("web"));
            await first.ReadyAsync("web", 1);
            await Visitors.VisitAsync(await first.UrlAsync("web"), 5);
        }

        await using var second = await Playground.StartAsync(data.Path);
        await second.CreateAsync(AnApp.Named("web"));
        await second.ReadyAsync("web", 1);

        Assert.Equal("6 visits to web-0\n", await Visitors.VisitAsync(await second.UrlAsync("web")));
    }

    [Fact]
    public async Task Deleting_a_CounterApp_takes_its_children_and_keeps_its_claims()
    {
        await using var playground = await Playground.StartAsync();
        await playground.CreateAsync(AnApp.Python);
        await playground.ReadyAsync("app-python", 2);
        await using var traffic = await Traffic.StartAsync(playground.Visited("app-python") with { VolumeName = AnApp.Python.Spec.Storage.VolumeName });

        await playground.Client.DeleteAsync<Operator.Api.CounterApp>(Playground.Key("app-python"), null, CancellationToken.None);

        await Eventually.Succeeds(async () =>
        {
            Assert.Null(await playground.Client.FindAsync<StatefulSet>(Playground.Key("app-python"), CancellationToken.None));
            Assert.Null(await playground.Client.FindAsync<Service>(Playground.Key("app-python"), CancellationToken.None));
            Assert.Null(await playground.Client.FindAsync<Service>(Playground.Key("app-python-pods"), CancellationToken.None));
            Assert.Empty((await playground.Client.ListAsync<Pod>(new ListOptions { Namespace = Playground.Namespace }, CancellationToken.None)).Items);
        });
        await traffic.EndAsync(Promise.DownForGood);
        Assert.Equal(2, (await playground.Client.ListAsync<PersistentVolumeClaim>(new ListOptions { Namespace = Playground.Namespace }, CancellationToken.None)).Items.Count);
    }

    internal static bool IsReady(Pod pod) => pod.Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) == true;
}
