using EndToEnd.Tests.Clusters;
using Kubernetes.Client;
using Kubernetes.Models;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Models.Policy;
using Operator.Api;

namespace EndToEnd.Tests;

/// <summary>
/// A roll that cannot go on says why, and goes on by itself once the spec is mended: Kubernetes alone would wait for the broken pod for ever
/// (kubernetes#67250), which OrderedReady shows best.
/// </summary>
public sealed class StuckTests(SharedPlayground shared) : IClassFixture<SharedPlayground>
{
    private Playground Playground => shared.Playground;

    [LocalClusterTheory(Needs.Images)]
    [InlineData("pull", """{"image":"no-such-image:1.0"}""", "ImagePullBackOff|ErrImagePull", """{"image":"counterapp:2.0"}""")]
    [InlineData("invalid", """{"image":"not a valid name"}""", "InvalidImageName", """{"image":"counterapp:2.0"}""")]
    [InlineData("crash", """{"image":"counterapp:crash"}""", "CrashLoopBackOff", """{"image":"counterapp:2.0"}""")]
    [InlineData("config", """{"env":[{"name":"A","valueFrom":{"secretKeyRef":{"name":"missing","key":"k"}}}]}""", "CreateContainerConfigError", """{"env":null}""")]
    [InlineData("never", """{"image":"counterapp:never-ready","progressDeadlineSeconds":4}""", "No progress for 4 s", """{"image":"counterapp:2.0"}""")]
    [InlineData("pending", """{"progressDeadlineSeconds":4,"template":{"spec":{"nodeSelector":{"no":"such"}}}}""", "Unschedulable", """{"template":null}""")]
    [InlineData("run", """{"template":{"spec":{"containers":[{"name":"app","command":["/no/such/program"]}]}}}""", "RunContainerError|StartError|CrashLoopBackOff", """{"template":null}""")]
    public async Task A_roll_that_is_stuck_says_why_and_heals_when_the_spec_is_mended(string name, string broken, string why, string mended)
    {
        await Playground.CreateAsync(SharedPlayground.App(name, new CounterAppSpec { Image = "counterapp:1.0", Replicas = 2, PodManagementPolicy = "OrderedReady" }));
        await Playground.ReadyAsync(name, 2);
        await using var traffic = await Playground.VisitAsync(name);
        var untouched = await Playground.FindPodAsync($"{name}-0");

        await shared.PatchAppAsync(name, broken);
        await Eventually.Succeeds(async () =>
        {
            var status = (await Playground.FindAppAsync(name))!.Status!;
            Assert.Matches(why, status.Message);
            Assert.Equal(AppPhase.Degraded, status.Phase);
        });
        Assert.Equal(untouched!.Metadata.Uid, (await Playground.FindPodAsync($"{name}-0"))!.Metadata.Uid);

        await shared.PatchAppAsync(name, mended);

        await Playground.ReadyAsync(name, 2, TimeSpan.FromSeconds(60));
        await traffic.EndAsync(Promise.NoVisitIsLost);
    }

    [Fact]
    public async Task A_disruption_budget_does_not_keep_a_pod_that_serves_nobody()
    {
        await Playground.CreateAsync(SharedPlayground.App("guarded", new CounterAppSpec { Image = "counterapp:1.0", Replicas = 2, PodManagementPolicy = "OrderedReady" }));
        await Playground.ReadyAsync("guarded", 2);
        await using var traffic = await Playground.VisitAsync("guarded");
        await shared.Client.CreateAsync(
            new PodDisruptionBudget
            {
                Metadata = new ObjectMeta { Name = "guarded", Namespace = Playground.Namespace },
                Spec = new PodDisruptionBudgetSpec
                {
                    MinAvailable = new IntOrString("100%"),
                    Selector = new LabelSelector { MatchLabels = new Dictionary<string, string> { [Labels.Instance] = "guarded" } },
                },
            },
            null,
            CancellationToken.None);
        await shared.PatchAppAsync("guarded", """{"image":"no-such-image:1.0"}""");
        await shared.SaysAsync("guarded", AppPhase.Degraded, "guarded-1 cannot start");

        await shared.PatchAppAsync("guarded", """{"image":"counterapp:2.0"}""");

        await Playground.ReadyAsync("guarded", 2, TimeSpan.FromSeconds(60));
        await traffic.EndAsync(Promise.NoVisitIsLost);
    }

    [LocalClusterFact(Needs.Images)]
    public async Task Scaling_while_a_roll_is_under_way_ends_with_the_new_revision_everywhere()
    {
        await Playground.CreateAsync(AnApp.Named("both", replicas: 3));
        await Playground.ReadyAsync("both", 3);
        await using var traffic = await Playground.VisitAsync("both");
        await shared.PatchAppAsync("both", """{"image":"counterapp:slow-ready"}""");
        await Eventually.Holds(async () => (await Playground.FindAppAsync("both"))!.Status!.Rollout?.Step == "1/3", "the roll under way");

        await shared.Client.PatchAsync<CounterApp>(
            Playground.Key("both"),
            Patch.Merge(System.Text.Json.Nodes.JsonNode.Parse("""{"spec":{"replicas":2}}""")!.AsObject()),
            new WriteOptions { Subresource = "scale" },
            CancellationToken.None);

        var app = await Playground.ReadyAsync("both", 2, TimeSpan.FromSeconds(60));
        await traffic.EndAsync(Promise.NoVisitIsLost);
        Assert.Equal(app.Status!.UpdateRevision, app.Status.StableRevision);
        foreach (var ordinal in new[] { 0, 1 }) Assert.Equal("counterapp:slow-ready", (await Playground.FindPodAsync($"both-{ordinal}"))!.Spec!.Containers![0].Image);
    }

    [Fact]
    public async Task The_stable_revision_is_kept_while_a_roll_is_scaled_to_zero()
    {
        await Playground.CreateAsync(AnApp.Named("zero", replicas: 2));
        var stable = (await Playground.ReadyAsync("zero", 2)).Status!.StableRevision;
        await using var traffic = await Playground.VisitAsync("zero");
        await shared.PatchAppAsync("zero", """{"image":"no-such-image:1.0"}""");
        await shared.SaysAsync("zero", AppPhase.Degraded, "zero-1 cannot start");

        await shared.PatchAppAsync("zero", """{"replicas":0}""");
        var down = await Playground.ReadyAsync("zero", 0);

        await traffic.EndAsync(Promise.DownForGood);
        Assert.Equal(stable, down.Status!.StableRevision);
        Assert.NotEqual(stable, down.Status.UpdateRevision);
    }
}
