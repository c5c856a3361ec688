using EndToEnd.Tests.Clusters;
using Kubernetes.Client;
using Kubernetes.Models.Core;
using Operator.Api;
using Operator.Api.Strategies;

namespace EndToEnd.Tests;

/// <summary>Two colours of real pods, with a crowd that never stops: no request fails, and no visit is lost, forth and back.</summary>
public sealed class BlueGreenTests
{
    [LocalClusterFact(Needs.PodAddresses)]
    public async Task A_switch_loses_no_request_and_no_visit_and_the_next_one_goes_back()
    {
        await using var playground = await Playground.StartAsync();
        var app = await ColouredApp.StartAsync(playground, "web", new BlueGreenStrategy { ScaleDownDelaySeconds = 3 });
        await using var traffic = await playground.VisitAsync("web", users: 6);
        await traffic.Crowd.SeesAsync(200);

        await app.RollAsync("counterapp:2.0", Colour.Green);
        await traffic.Crowd.SeesAsync(200);
        await app.RollAsync("counterapp:3.0", Colour.Blue);
        await traffic.Crowd.SeesAsync(200);

        await traffic.Checker.HearsAllPodsAsync(3);
        await traffic.EndAsync(Promise.NoRequestFails);
        await AssertCountedAsync(app, traffic, Colour.Blue);
        Assert.All((int[])[0, 1], ordinal => Assert.True(traffic.Crowd.Lowest(Names.Pod("web", ordinal, Colour.Green)) > 50, "green does not go on from blue's count"));
    }

    [LocalClusterFact(Needs.PodAddresses)]
    public async Task A_preview_is_looked_at_first_and_an_abort_after_the_switch_goes_back_at_once_with_every_visit()
    {
        await using var playground = await Playground.StartAsync();
        var app = await ColouredApp.StartAsync(playground, "web", new BlueGreenStrategy { AutoPromotion = false, PreviewReplicas = 1, ScaleDownDelaySeconds = 600 });
        await using var traffic = await playground.VisitAsync("web", users: 4);
        await app.ChangeAsync("counterapp:2.0");
        await app.SaysAsync(AppPhase.Paused);
        var preview = await playground.Client.GetAsync<Service>(Playground.Key("web-preview"), CancellationToken.None);
        using var client = new HttpClient();
        var version = await client.GetStringAsync(new Uri($"http://{playground.NodeAddress}:{preview.Spec!.Ports![0].NodePort}/version"));
        Assert.Equal("2.0", version.Trim());

        await app.AnnotateAsync(Annotations.Promote, "next");
        await app.ServesAsync(Colour.Green);
        await traffic.Crowd.SeesAsync(100);
        await app.AnnotateAsync(Annotations.Abort, "now");
        await app.ServesAsync(Colour.Blue);
        await app.IsGoneAsync(Colour.Green);
        await traffic.Crowd.SeesAsync(100);

        await traffic.Checker.HearsAllPodsAsync(3);
        await traffic.EndAsync(Promise.NoRequestFails);
        await AssertCountedAsync(app, traffic, Colour.Blue);
        Assert.Null(await playground.Client.FindAsync<Service>(Playground.Key("web-preview"), CancellationToken.None));
    }

    [LocalClusterFact(Needs.PodAddresses)]
    public async Task An_operator_that_is_killed_again_and_again_still_hands_every_visit_over()
    {
        await using var playground = await Playground.StartAsync();
        var app = await ColouredApp.StartAsync(playground, "web", new BlueGreenStrategy { ScaleDownDelaySeconds = 1 });
        await using var traffic = await playground.VisitAsync("web", users: 4);
        await app.ChangeAsync("counterapp:2.0");
        for (var kill = 0; kill < 6; kill++)
        {
            await traffic.Crowd.SeesAsync(60 + (kill * 15));
            await playground.KillOperatorAsync();
            await playground.StartOperatorAsync();
        }

        await app.IsDoneAsync("counterapp:2.0", Colour.Green);

        await traffic.Checker.HearsAllPodsAsync(3);
        await traffic.EndAsync(Promise.NoRequestFails);
        await AssertCountedAsync(app, traffic, Colour.Green);
    }

    /// <summary>The colour that serves knows all by itself.</summary>
    private static async Task AssertCountedAsync(ColouredApp app, Traffic traffic, string colour)
    {
        Assert.Equal(traffic.Crowd.Acknowledged, await app.CountedAsync(colour));
    }
}
