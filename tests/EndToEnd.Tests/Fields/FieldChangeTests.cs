using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Models.Core;
using Operator.Api;
using Operator.Api.Definitions;

namespace EndToEnd.Tests.Fields;

/// <summary>Each field of the spec does to running pods what its documentation says: nothing, or a roll, or the server refuses the change.</summary>
public sealed class FieldChangeTests
{
    [Fact]
    public void Every_field_is_changed_here() =>
        Assert.Equal(FieldChange.Documented.Keys.Order(StringComparer.Ordinal), FieldChange.All.Select(change => change.Field).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public async Task Each_change_restarts_pods_or_leaves_them_alone_as_documented()
    {
        await using var playground = await Playground.StartAsync();
        await playground.CreateAsync(AnApp.Named("web"));
        var app = await playground.ReadyAsync("web", 1);
        var pod = Identity(await playground.FindPodAsync("web-0"));
        await using var traffic = await playground.VisitAsync("web");

        foreach (var change in FieldChange.All)
        {
            if (change.Effect == ChangeEffect.Refused)
            {
                var refused = await Assert.ThrowsAsync<ApiException>(() => PatchAsync(playground, change));
                Assert.True(refused.IsInvalid && refused.Message.Contains("immutable", StringComparison.Ordinal), $"{change}: {refused.Message}");
                continue;
            }

            await PatchAsync(playground, change);
            app = await TakenUpAsync(playground, change);
            var now = Identity(await playground.FindPodAsync("web-0"));
            Assert.True(change.Effect == ChangeEffect.RollsPods ? now.Uid != pod.Uid : now == pod, $"{change}: {pod} became {now}");
            pod = now;
        }

        await traffic.EndAsync(Promise.DownForAWhile);
    }

    /// <summary>Waits until the operator has done all that the change asks for and is at rest.</summary>
    private static Task<CounterApp> TakenUpAsync(Playground playground, FieldChange change) => Eventually.Finds(
        async () => await playground.FindAppAsync("web") is { Status: { } status } app
            && status.ObservedGeneration == app.Metadata.Generation
            && status.Phase == (app.Spec.Paused ? AppPhase.Paused : AppPhase.Healthy)
            && app.Metadata.Finalizers is null or { Count: 0 } ? app : null,
        $"{change} taken up",
        TimeSpan.FromSeconds(60));

    private static Task PatchAsync(Playground playground, FieldChange change) => playground.Client.PatchAsync<CounterApp>(
        Playground.Key("web"), Patch.Merge(new JsonObject { ["spec"] = JsonNode.Parse(change.Patch) }), null, CancellationToken.None);

    private static (string? Uid, DateTimeOffset? StartedAt, int? Restarts) Identity(Pod? pod) =>
        (pod?.Metadata.Uid, pod?.Status?.ContainerStatuses?[0].State?.Running?.StartedAt, pod?.Status?.ContainerStatuses?[0].RestartCount);
}
