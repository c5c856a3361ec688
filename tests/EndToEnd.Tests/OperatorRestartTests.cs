using EndToEnd.Tests.Clusters;

namespace EndToEnd.Tests;

/// <summary>The operator may die at any time: what it knows is in the cluster.</summary>
public sealed class OperatorRestartTests
{
    [LocalClusterFact(Needs.Requests)]
    public async Task A_killed_operator_that_starts_again_writes_nothing_when_nothing_changed()
    {
        await using var playground = await Playground.StartAsync();
        await playground.CreateAsync(AnApp.Python);
        await playground.ReadyAsync("app-python", 2);
        await SettledAsync(playground);
        await playground.KillOperatorAsync();
        var before = OperatorRequests(playground).Count;

        await playground.StartOperatorAsync();

        await Eventually.Holds(() => Task.FromResult(OperatorRequests(playground).Skip(before).Any(request => request.Verb == "watch" && request.Resource == "counterapps")), "the operator watching again");
        await SettledAsync(playground);
        Assert.DoesNotContain(OperatorRequests(playground).Skip(before), request => request.IsWrite && request.Resource is not ("leases" or "selfsubjectaccessreviews"));
    }

    [LocalClusterFact(Needs.Requests)]
    public async Task What_changed_while_the_operator_was_away_is_done_when_it_is_back()
    {
        await using var playground = await Playground.StartAsync(withOperator: false);
        await playground.CreateAsync(AnApp.Named("web"));

        await playground.StartOperatorAsync();

        await playground.ReadyAsync("web", 1);
    }

    /// <summary>Waits until the operator has sent nothing for a second.</summary>
    private static async Task SettledAsync(Playground playground)
    {
        var (count, since) = (-1, System.Diagnostics.Stopwatch.StartNew());
        await Eventually.Holds(
            () =>
            {
                var now = OperatorRequests(playground).Count;
                if (now != count) (count, since) = (now, System.Diagnostics.Stopwatch.StartNew());
                return Task.FromResult(since.Elapsed > TimeSpan.FromSeconds(1));
            },
            "an operator at rest");
    }

    private static List<LocalCluster.ApiServer.Recording.RecordedRequest> OperatorRequests(Playground playground) =>
        [.. playground.Cluster.Api.Requests.All.Where(request => request.UserAgent.Contains("counterapp-operator", StringComparison.Ordinal))];
}
