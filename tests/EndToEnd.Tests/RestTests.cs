using System.Text.Json.Nodes;
using EndToEnd.Tests.Clusters;
using EndToEnd.Tests.Crashes;
using Kubernetes.Models.Apps;
using LocalCluster.ApiServer.Recording;
using Operator.Api;

namespace EndToEnd.Tests;

/// <summary>Zero waste: many apps at rest cost nothing but watches, a change to one touches that one, and many at once are all served.</summary>
public sealed class RestTests
{
    private const int Many = 60;

    [LocalClusterFact(Needs.Requests)]
    public async Task Apps_at_rest_cost_only_watches_and_a_change_to_one_touches_that_one()
    {
        await using var playground = await Playground.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, Many).Select(i => playground.CreateAsync(Idle($"idle-{i}"))));
        await playground.CreateAsync(AnApp.Named("busy"));
        await playground.ReadyAsync("busy", 1, TimeSpan.FromSeconds(60));
        await Task.WhenAll(Enumerable.Range(0, Many).Select(i => playground.ReadyAsync($"idle-{i}", 0, TimeSpan.FromSeconds(60))));
        await SettledAsync(playground);

        // Long enough for every pod to be asked for its visits again.
        var before = Requests(playground).Count;
        await Task.Delay(TimeSpan.FromSeconds(35), TimeProvider.System);
        Assert.All(Requests(playground).Skip(before), request => Assert.Equal("watch", request.Verb));

        before = Requests(playground).Count;
        await playground.PatchAsync("idle-7", """{"spec":{"env":[{"name":"A","value":"1"}]}}""");
        await playground.ReadyAsync("idle-7", 0);
        await SettledAsync(playground);
        Assert.All(Requests(playground).Skip(before).Where(request => request.Verb is not "watch" && request.Resource is not "events"), request => Assert.Equal("idle-7", request.Name));
    }

    [LocalClusterFact(Needs.Requests)]
    public async Task Many_apps_at_once_are_all_served_and_a_late_one_does_not_wait_for_all_others()
    {
        await using var playground = await Playground.StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 3 * Many).Select(i => playground.CreateAsync(Idle($"crowd-{i}"))));
        await Task.WhenAll(Enumerable.Range(0, 3 * Many).Select(i => playground.ReadyAsync($"crowd-{i}", 0, TimeSpan.FromSeconds(120))));

        Assert.All(
            Enumerable.Range(0, 3 * Many),
            i => Assert.Equal(3, Requests(playground).Count(request => request.IsWrite && request.Status == 201 && (request.Name == $"crowd-{i}" || request.Name == $"crowd-{i}-pods"))));
    }

    private static CounterApp Idle(string name) => AnApp.Named(name) with { Spec = Stage.Light with { Replicas = 0 } };

    private static List<RecordedRequest> Requests(Playground playground) =>
        [.. playground.Cluster.Api.Requests.All.Where(request => request.UserAgent.Contains("counterapp-operator", StringComparison.Ordinal))];

    private static async Task SettledAsync(Playground playground)
    {
        var (count, since) = (-1, System.Diagnostics.Stopwatch.StartNew());
        await Eventually.Holds(
            () =>
            {
                var now = Requests(playground).Count;
                if (now != count) (count, since) = (now, System.Diagnostics.Stopwatch.StartNew());
                return Task.FromResult(since.Elapsed > TimeSpan.FromSeconds(2));
            },
            "an operator at rest",
            TimeSpan.FromSeconds(60));
    }
}
