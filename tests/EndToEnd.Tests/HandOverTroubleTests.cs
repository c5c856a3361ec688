using EndToEnd.Tests.Clusters;
using Kubernetes.Models.Core;
using LocalCluster.ApiServer.Faults;
using Operator.Api;
using Operator.Api.Strategies;

namespace EndToEnd.Tests;

/// <summary>What can go wrong while one colour takes over from the other: users notice nothing, and every visit arrives.</summary>
public sealed class HandOverTroubleTests(SharedPlayground shared) : IClassFixture<SharedPlayground>
{
    private Playground Playground => shared.Playground;

    [LocalClusterFact(Needs.Faults)]
    public async Task A_server_that_refuses_for_a_while_delays_a_hand_over_and_costs_nothing()
    {
        var app = await ColouredApp.StartAsync(Playground, "refused", new BlueGreenStrategy { ScaleDownDelaySeconds = 0 });
        await using var traffic = await Playground.VisitAsync("refused");
        var target = new FaultTarget { Agent = "counterapp-operator", Namespace = Playground.Namespace };
        (FaultEffect Effect, FaultTarget Target)[] faults =
        [
            (new FaultEffect.Refusal(429) { RetryAfterSeconds = 1 }, target with { Resource = "secrets", Verbs = ["get"] }),
            (new FaultEffect.Refusal(409), target with { Resource = "services", Verbs = ["patch"], Name = "refused" }),
            (new FaultEffect.Refusal(429) { RetryAfterSeconds = 1 }, target with { Resource = "counterapps/status", Verbs = ["patch"] }),
            (new FaultEffect.Refusal(409), target with { Resource = "counterapps/status", Verbs = ["patch"] }),
        ];

        for (var roll = 0; roll < faults.Length; roll++)
        {
            using var fault = Playground.Cluster.Api.Faults.Add(new Fault(faults[roll].Effect) { Target = faults[roll].Target, Skip = roll < 2 ? 0 : 2, Count = 3 });
            await app.RollAsync($"counterapp:{roll + 2}.0", roll % 2 == 0 ? Colour.Green : Colour.Blue);
            Assert.True(fault.Struck == 3, $"{faults[roll]} struck {fault.Struck} times");
        }

        await traffic.EndAsync(Promise.NoRequestFails);
        Assert.Equal(traffic.Crowd.Acknowledged, await app.CountedAsync(Colour.Blue));
    }

    [LocalClusterMountFact(Needs.AClusterOfItsOwn)]
    public async Task A_full_disk_of_a_pod_that_takes_over_holds_the_switch_until_there_is_room()
    {
        var app = await ColouredApp.StartAsync(Playground, "full", new BlueGreenStrategy { AutoPromotion = false, ScaleDownDelaySeconds = 0 });
        using var disk = SmallDisk.Mount(Directory.CreateDirectory(Path.Combine(Playground.DataDirectory, "volumes", Playground.Namespace, Names.Claim("visits", "full", 1, Colour.Green))).FullName);
        await using var traffic = await Playground.VisitAsync("full");
        await app.ChangeAsync("counterapp:2.0");
        await app.SaysAsync(AppPhase.Paused);

        disk.Fill();
        await app.AnnotateAsync(Annotations.Promote, "next");

        var held = await app.SaysAsync(AppPhase.Progressing, "full-green-1");
        await traffic.Crowd.SeesAsync(100);
        Assert.Equal(Colour.Blue, await app.ServingAsync());
        disk.MakeRoom();
        await app.IsDoneAsync("counterapp:2.0", Colour.Green);

        await traffic.EndAsync(Promise.NoRequestFails);
        Assert.Equal(traffic.Crowd.Acknowledged, await app.CountedAsync(Colour.Green));
        Assert.Matches("full-green-1 (does not take part: 503: Nothing was changed: No space left on device|.*not ready)", held.Message);
    }

    [Fact]
    public async Task A_token_that_somebody_deletes_is_made_anew_and_no_visit_is_lost()
    {
        var app = await ColouredApp.StartAsync(Playground, "forgotten", new BlueGreenStrategy { ScaleDownDelaySeconds = 0 });
        await using var traffic = await Playground.VisitAsync("forgotten");

        await ForgetAsync("forgotten");
        await app.RollAsync("counterapp:2.0", Colour.Green);
        await ForgetAsync("forgotten");
        await app.RollAsync("counterapp:3.0", Colour.Blue);

        await traffic.EndAsync(Promise.NoRequestFails);
        Assert.Equal(traffic.Crowd.Acknowledged, await app.CountedAsync(Colour.Blue));
    }

    [Fact]
    public async Task A_token_deleted_in_the_middle_of_a_rollout_does_not_keep_anybody_from_going_back()
    {
        var app = await ColouredApp.StartAsync(Playground, "torn", new BlueGreenStrategy { AutoPromotion = false, ScaleDownDelaySeconds = 600 });
        await using var traffic = await Playground.VisitAsync("torn");
        await app.ChangeAsync("counterapp:2.0");
        await app.SaysAsync(AppPhase.Paused);

        await ForgetAsync("torn");
        await app.AnnotateAsync(Annotations.Promote, "next");
        await app.ServesAsync(Colour.Green);
        await app.AnnotateAsync(Annotations.Abort, "now");
        await app.ServesAsync(Colour.Blue);
        await app.IsGoneAsync(Colour.Green);

        await traffic.EndAsync(Promise.NoVisitIsLost);
        Assert.InRange(await app.CountedAsync(Colour.Blue), traffic.Crowd.Acknowledged, traffic.Crowd.Acknowledged + traffic.Crowd.Unanswered);
    }

    private Task ForgetAsync(string name) => shared.Client.DeleteAsync<Secret>(Playground.Key(Names.HandOverSecret(name)), null, CancellationToken.None);
}
