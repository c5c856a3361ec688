using System.Text.Json.Nodes;
using EndToEnd.Tests.Clusters;
using Kubernetes.Client;
using Kubernetes.Models.Core;
using Operator.Api;
using Operator.Api.Strategies;

namespace EndToEnd.Tests;

/// <summary>Two colours of real pods, with a crowd that never stops: no request fails, and no visit is lost, forth and back.</summary>
public sealed class BlueGreenTests
{
    private const int Replicas = 2;

    [LocalClusterFact(Needs.PodAddresses)]
    public async Task A_switch_loses_no_request_and_no_visit_and_the_next_one_goes_back()
    {
        await using var playground = await Playground.StartAsync();
        await StartAsync(playground, new BlueGreenStrategy { ScaleDownDelaySeconds = 3 });
        await using var crowd = Crowd.Visit(await playground.UrlAsync("web"), connections: 6);
        await using var checker = new Checker(playground, crowd);
        await crowd.SeesAsync(200);

        await RollAsync(playground, "counterapp:2.0", Colour.Green);
        await crowd.SeesAsync(200);
        await RollAsync(playground, "counterapp:3.0", Colour.Blue);
        await crowd.SeesAsync(200);
        await crowd.StopAsync();
        await checker.StopAsync();

        Assert.Empty(crowd.Failures);
        Assert.Empty(checker.Faults);
        Assert.True(checker.Rounds > 5, $"all pods answered {checker.Rounds} times");
        Assert.Equal(crowd.Acknowledged, await CountedAsync(playground, Colour.Blue));
        Assert.All(Enumerable.Range(0, Replicas), ordinal => Assert.True(crowd.Lowest(Names.Pod("web", ordinal, Colour.Green)) > 50, "green does not go on from blue's count"));
    }

    [LocalClusterFact(Needs.PodAddresses)]
    public async Task A_preview_is_looked_at_first_and_an_abort_after_the_switch_goes_back_at_once_with_every_visit()
    {
        await using var playground = await Playground.StartAsync();
        await StartAsync(playground, new BlueGreenStrategy { AutoPromotion = false, PreviewReplicas = 1, ScaleDownDelaySeconds = 600 });
        await using var crowd = Crowd.Visit(await playground.UrlAsync("web"), connections: 4);
        await using var checker = new Checker(playground, crowd);
        await playground.PatchAsync("web", """{"spec":{"image":"counterapp:2.0"}}""");
        await PhaseAsync(playground, AppPhase.Paused);
        var preview = await playground.Client.GetAsync<Service>(Playground.Key("web-preview"), CancellationToken.None);
        using var client = new HttpClient();
        var version = await client.GetStringAsync(new Uri($"http://{playground.NodeAddress}:{preview.Spec!.Ports![0].NodePort}/version"));
        Assert.Equal("2.0", version.Trim());

        await AnnotateAsync(playground, Annotations.Promote, "next");
        await ServesAsync(playground, Colour.Green);
        await crowd.SeesAsync(100);
        await AnnotateAsync(playground, Annotations.Abort, "now");
        await ServesAsync(playground, Colour.Blue);
        await Eventually.Succeeds(async () =>
        {
            Assert.Empty(await PodsAsync(playground, Colour.Green));
            Assert.Equal(AppPhase.Degraded, (await playground.FindAppAsync("web"))!.Status!.Phase);
        });
        await crowd.SeesAsync(100);
        await crowd.StopAsync();
        await checker.StopAsync();

        Assert.Empty(crowd.Failures);
        Assert.Empty(checker.Faults);
        Assert.True(checker.Rounds > 5, $"all pods answered {checker.Rounds} times");
        Assert.Equal(crowd.Acknowledged, await CountedAsync(playground, Colour.Blue));
        Assert.Null(await playground.Client.FindAsync<Service>(Playground.Key("web-preview"), CancellationToken.None));
    }

    [LocalClusterFact(Needs.PodAddresses)]
    public async Task An_operator_that_is_killed_again_and_again_still_hands_every_visit_over()
    {
        await using var playground = await Playground.StartAsync();
        await StartAsync(playground, new BlueGreenStrategy { ScaleDownDelaySeconds = 1 });
        await using var crowd = Crowd.Visit(await playground.UrlAsync("web"), connections: 4);
        await using var checker = new Checker(playground, crowd);
        await playground.PatchAsync("web", """{"spec":{"image":"counterapp:2.0"}}""");
        for (var kill = 0; kill < 6; kill++)
        {
            await crowd.SeesAsync(60 + (kill * 15));
            await playground.KillOperatorAsync();
            await playground.StartOperatorAsync();
        }

        await IsDoneAsync(playground, "counterapp:2.0", Colour.Green);
        await crowd.StopAsync();
        await checker.StopAsync();

        Assert.Empty(crowd.Failures);
        Assert.Empty(checker.Faults);
        Assert.True(checker.Rounds > 5, $"all pods answered {checker.Rounds} times");
        Assert.Equal(crowd.Acknowledged, await CountedAsync(playground, Colour.Green));
    }

    private static async Task StartAsync(Playground playground, BlueGreenStrategy strategy)
    {
        var app = AnApp.Named("web", Replicas);
        await playground.CreateAsync(app with { Spec = app.Spec with { UpdateStrategy = new UpdateStrategy { Type = StrategyType.BlueGreen, BlueGreen = strategy } } });
        await playground.ReadyAsync("web", Replicas);
    }

    private static async Task RollAsync(Playground playground, string image, string colour)
    {
        await playground.PatchAsync("web", new JsonObject { ["spec"] = new JsonObject { ["image"] = image } }.ToJsonString());
        await IsDoneAsync(playground, image, colour);
    }

    private static Task IsDoneAsync(Playground playground, string image, string colour) => Eventually.Succeeds(async () =>
    {
        var app = (await playground.FindAppAsync("web"))!;
        Assert.Equal((AppPhase.Healthy, colour), (app.Status!.Phase, app.Status.Rollout?.BlueGreen?.Serving));
        Assert.Empty(await PodsAsync(playground, Colour.Other(colour)));
        Assert.All(await PodsAsync(playground, colour), pod => Assert.Equal((image, true), (pod.Spec!.Containers![0].Image, FirstRunTests.IsReady(pod))));
    });

    private static Task ServesAsync(Playground playground, string colour) => Eventually.Succeeds(async () =>
    {
        var service = await playground.Client.GetAsync<Service>(Playground.Key("web"), CancellationToken.None);
        Assert.Equal(Labels.ComponentOf(colour), service.Spec!.Selector![Labels.Component]);
    });

    private static async Task<IReadOnlyList<Pod>> PodsAsync(Playground playground, string colour) =>
        (await playground.Client.ListAsync<Pod>(new ListOptions { Namespace = Playground.Namespace, LabelSelector = $"{Labels.Component}={Labels.ComponentOf(colour)}" }, CancellationToken.None)).Items;

    private static async Task<long> CountedAsync(Playground playground, string colour)
    {
        var total = 0L;
        for (var ordinal = 0; ordinal < Replicas; ordinal++) total += await playground.VisitsOnVolumeAsync(Names.Claim("visits", "web", ordinal, colour));
        return total;
    }

    private static Task<CounterAppStatus> PhaseAsync(Playground playground, string phase) =>
        Eventually.Finds(async () => (await playground.FindAppAsync("web"))?.Status is { } status && status.Phase == phase ? status : null, $"web {phase}");

    private static Task AnnotateAsync(Playground playground, string annotation, string value) =>
        playground.PatchAsync("web", new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [annotation] = value } } }.ToJsonString());
}
