using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Models.Core;
using Operator.Api;
using Operator.Api.Strategies;

namespace EndToEnd.Tests;

/// <summary>An app of two pods that is rolled out as another colour.</summary>
internal sealed class ColouredApp(Playground playground, string name)
{
    private const int Replicas = 2;

    public static async Task<ColouredApp> StartAsync(Playground playground, string name, BlueGreenStrategy strategy)
    {
        var app = AnApp.Named(name, Replicas);
        await playground.CreateAsync(app with { Spec = app.Spec with { UpdateStrategy = new UpdateStrategy { Type = StrategyType.BlueGreen, BlueGreen = strategy } } });
        await playground.ReadyAsync(name, Replicas);
        return new ColouredApp(playground, name);
    }

    /// <summary>Rolls an image out and waits until its colour serves alone.</summary>
    public async Task RollAsync(string image, string colour)
    {
        await ChangeAsync(image);
        await IsDoneAsync(image, colour);
    }

    public Task ChangeAsync(string image) => playground.PatchAsync(name, new JsonObject { ["spec"] = new JsonObject { ["image"] = image } }.ToJsonString());

    public Task AnnotateAsync(string annotation, string value) =>
        playground.PatchAsync(name, new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [annotation] = value } } }.ToJsonString());

    public Task IsDoneAsync(string image, string colour) => Eventually.Succeeds(
        async () =>
        {
            var status = (await playground.FindAppAsync(name))!.Status!;
            Assert.True(status.Phase == AppPhase.Healthy && status.Rollout?.BlueGreen?.Serving == colour, $"{status.Phase}: {status.Message}");
            Assert.Empty(await PodsAsync(Colour.Other(colour)));
            Assert.All(await PodsAsync(colour), pod => Assert.Equal((image, true), (pod.Spec!.Containers![0].Image, FirstRunTests.IsReady(pod))));
        },
        TimeSpan.FromSeconds(90));

    /// <summary>Waits until an aborted rollout has left no pod of this colour.</summary>
    public Task IsGoneAsync(string colour) => Eventually.Succeeds(
        async () =>
        {
            var status = (await playground.FindAppAsync(name))!.Status!;
            Assert.True(status.Phase == AppPhase.Degraded && (await PodsAsync(colour)).Count == 0, $"{status.Phase}: {status.Message}");
        },
        TimeSpan.FromSeconds(90));

    public Task ServesAsync(string colour) => Eventually.Succeeds(async () => Assert.Equal(colour, await ServingAsync()));

    /// <summary>The colour that users reach.</summary>
    public async Task<string> ServingAsync()
    {
        var service = await playground.Client.GetAsync<Service>(Playground.Key(name), CancellationToken.None);
        return new[] { Colour.Blue, Colour.Green }.Single(colour => Labels.ComponentOf(colour) == service.Spec!.Selector![Labels.Component]);
    }

    public async Task<IReadOnlyList<Pod>> PodsAsync(string colour) =>
        [.. (await playground.Visited(name).PodsAsync()).Where(pod => pod.Metadata.Labels![Labels.Component] == Labels.ComponentOf(colour))];

    /// <summary>What the volumes of one colour know.</summary>
    public async Task<long> CountedAsync(string colour)
    {
        var total = 0L;
        for (var ordinal = 0; ordinal < Replicas; ordinal++) total += await playground.VisitsOnVolumeAsync(Names.Claim("visits", name, ordinal, colour));
        return total;
    }

    /// <summary>Waits until its phase is this one, with these words in its message.</summary>
    public Task<CounterAppStatus> SaysAsync(string phase, string words = "") => Eventually.Finds(
        async () => (await playground.FindAppAsync(name))?.Status is { } status && status.Phase == phase && status.Message!.Contains(words, StringComparison.Ordinal) ? status : null,
        $"{name} {phase} {words}");
}
