using EndToEnd.Tests.Clusters;
using Kubernetes.Client;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Operator.Api;

namespace EndToEnd.Tests;

/// <summary>From birth to death: claims that go or stay, second lives, pauses, names and ports that others have.</summary>
public sealed class LifeTests(SharedPlayground shared) : IClassFixture<SharedPlayground>
{
    private Playground Playground => shared.Playground;

    [Fact]
    public async Task Claims_go_with_the_app_where_it_says_so()
    {
        await Playground.CreateAsync(SharedPlayground.App("goes", new CounterAppSpec { Image = "counterapp:1.0", Storage = new CounterAppStorage { WhenDeleted = "Delete" } }));
        await Playground.ReadyAsync("goes", 1);

        await shared.DeleteAppAsync("goes");

        await shared.GoneAsync("goes");
        await Eventually.Holds(() => shared.IsGoneAsync<PersistentVolumeClaim>("visits-goes-0"), "the claim gone");
    }

    [Fact]
    public async Task A_second_app_of_the_same_name_goes_on_counting_where_the_first_one_stopped()
    {
        await Playground.CreateAsync(AnApp.Named("again"));
        await Playground.ReadyAsync("again", 1);
        await using var traffic = await Playground.VisitAsync("again");
        var claim = await shared.Client.GetAsync<PersistentVolumeClaim>(Playground.Key("visits-again-0"), CancellationToken.None);
        await shared.DeleteAppAsync("again");

        await Playground.CreateAsync(AnApp.Named("again"));
        await Playground.ReadyAsync("again", 1, TimeSpan.FromSeconds(60));

        await traffic.EndAsync(Promise.DownForAWhile);
        Assert.Equal(claim.Metadata.Uid, (await shared.Client.GetAsync<PersistentVolumeClaim>(Playground.Key("visits-again-0"), CancellationToken.None)).Metadata.Uid);
    }

    [Fact]
    public async Task A_paused_app_follows_its_pods_and_can_be_resumed_and_deleted()
    {
        await Playground.CreateAsync(AnApp.Named("rest"));
        await Playground.ReadyAsync("rest", 1);
        await using var traffic = await Playground.VisitAsync("rest");
        await shared.PatchAppAsync("rest", """{"paused":true,"image":"counterapp:2.0"}""");
        await shared.SaysAsync("rest", AppPhase.Paused, "spec.paused");

        await shared.Client.DeleteAsync<Pod>(Playground.Key("rest-0"), null, CancellationToken.None);
        await Eventually.Succeeds(async () => Assert.Equal("0/1", (await Playground.FindAppAsync("rest"))!.Status!.Ready));
        await Eventually.Succeeds(async () => Assert.Equal("1/1", (await Playground.FindAppAsync("rest"))!.Status!.Ready));
        Assert.Equal("counterapp:1.0", (await Playground.FindPodAsync("rest-0"))!.Spec!.Containers![0].Image);

        await shared.PatchAppAsync("rest", """{"paused":false}""");
        await Playground.ReadyAsync("rest", 1);
        Assert.Equal("counterapp:2.0", (await Playground.FindPodAsync("rest-0"))!.Spec!.Containers![0].Image);

        await shared.PatchAppAsync("rest", """{"paused":true}""");
        await shared.DeleteAppAsync("rest");
        await shared.GoneAsync("rest");
        await traffic.EndAsync(Promise.DownForGood);
    }

    [Fact]
    public async Task A_claim_of_a_scaled_away_pod_stays_or_goes_as_the_app_says()
    {
        await Playground.CreateAsync(AnApp.Named("shrinks", replicas: 2));
        await Playground.ReadyAsync("shrinks", 2);
        await using var traffic = await Playground.VisitAsync("shrinks");
        await shared.PatchAppAsync("shrinks", """{"replicas":1}""");
        await Playground.ReadyAsync("shrinks", 1);
        Assert.False(await shared.IsGoneAsync<PersistentVolumeClaim>("visits-shrinks-1"));

        await shared.PatchAppAsync("shrinks", """{"replicas":2,"storage":{"whenScaled":"Delete"}}""");
        await Playground.ReadyAsync("shrinks", 2);
        // From here on visits may go with their volume: that is what was asked for.
        await traffic.EndAsync(Promise.NoVisitIsLost);
        await shared.PatchAppAsync("shrinks", """{"replicas":1}""");
        await Eventually.Holds(() => shared.IsGoneAsync<PersistentVolumeClaim>("visits-shrinks-1"), "the second claim gone");
        Assert.False(await shared.IsGoneAsync<PersistentVolumeClaim>("visits-shrinks-0"));
    }

    [LocalClusterFact(Needs.Requests)]
    public async Task A_name_or_a_node_port_that_others_have_is_left_to_them_told_and_taken_when_it_is_free()
    {
        var theirs = await shared.Client.CreateAsync(
            new Service
            {
                Metadata = new ObjectMeta { Name = "taken", Namespace = Playground.Namespace, Labels = new Dictionary<string, string> { ["whose"] = "theirs" } },
                Spec = new ServiceSpec { Selector = new Dictionary<string, string> { ["some"] = "thing" }, Ports = [new ServicePort { Port = 80 }] },
            },
            null,
            CancellationToken.None);
        var pinned = new CounterAppSpec { Image = "counterapp:1.0", Service = new CounterAppService { NodePort = 32555 } };
        await Playground.CreateAsync(AnApp.Named("taken"));
        await Playground.CreateAsync(SharedPlayground.App("port-first", pinned));
        await Playground.ReadyAsync("port-first", 1);
        await Playground.CreateAsync(SharedPlayground.App("port-second", pinned));

        await shared.SaysAsync("taken", AppPhase.Degraded, "Service taken already exists and belongs to nobody the operator knows");
        var second = await shared.SaysAsync("port-second", AppPhase.Degraded, "provided port is already allocated");
        Assert.Contains("spec.service.nodePort", second.Status!.Message!, StringComparison.Ordinal);
        Assert.Contains(second.Status.Conditions!, condition => condition is { Type: "TrafficReady", Status: "False", Reason: "NodePortConflict" });
        await Eventually.Succeeds(async () => Assert.Equal("1/1", (await Playground.FindAppAsync("port-second"))!.Status!.Ready));
        Assert.Equal(theirs.Metadata.ResourceVersion, (await shared.Client.GetAsync<Service>(Playground.Key("taken"), CancellationToken.None)).Metadata.ResourceVersion);
        Assert.True(await shared.IsGoneAsync<StatefulSet>("taken"));
        Assert.InRange(await shared.QuietAsync("port-second"), 1, 40);

        await shared.Client.DeleteAsync<Service>(Playground.Key("taken"), null, CancellationToken.None);
        await shared.DeleteAppAsync("port-first");

        await Playground.ReadyAsync("taken", 1, TimeSpan.FromSeconds(90));
        var healed = await Playground.ReadyAsync("port-second", 1, TimeSpan.FromSeconds(90));
        Assert.Equal(32555, healed.Status!.NodePort);
    }

    [Fact]
    public async Task An_app_held_by_somebody_elses_finalizer_is_left_as_it_is_until_that_one_lets_go()
    {
        await Playground.CreateAsync(AnApp.Named("held") with { Metadata = new ObjectMeta { Name = "held", Namespace = Playground.Namespace, Finalizers = ["example.com/audit"] } });
        await Playground.ReadyAsync("held", 1);
        await shared.DeleteAppAsync("held");
        await shared.SaysAsync("held", AppPhase.Progressing, "being deleted");
        Assert.Equal(["example.com/audit"], (await Playground.FindAppAsync("held"))!.Metadata.Finalizers!);

        await shared.PatchAsync<CounterApp>("held", """{"metadata":{"finalizers":null}}""");

        await shared.GoneAsync("held");
    }

    [LocalClusterFact(Needs.AClusterOfItsOwn)]
    public async Task Deleting_a_namespace_ends_its_apps()
    {
        await shared.Client.CreateAsync(new Namespace { Metadata = new ObjectMeta { Name = "doomed" } }, null, CancellationToken.None);
        await shared.Client.CreateAsync(AnApp.Named("web") with { Metadata = new ObjectMeta { Name = "web", Namespace = "doomed" } }, null, CancellationToken.None);
        await Eventually.Holds(
            async () => await shared.Client.FindAsync<CounterApp>(new ObjectKey("doomed", "web"), CancellationToken.None) is { Status.Phase: AppPhase.Healthy }, "doomed/web healthy");

        await shared.Client.DeleteAsync<Namespace>(new ObjectKey(null, "doomed"), null, CancellationToken.None);

        await Eventually.Holds(
            async () => await shared.Client.FindAsync<Namespace>(new ObjectKey(null, "doomed"), CancellationToken.None) is null, "the namespace gone", TimeSpan.FromSeconds(60));
    }
}
