using EndToEnd.Tests.Clusters;
using Kubernetes.Client;
using LocalCluster;
using Xunit.Abstractions;

namespace EndToEnd.Tests.Crashes;

/// <summary>
/// Whatever the operator is doing when it dies, the next one brings to the same end. Every scene is played undisturbed first; then, for every n,
/// with an operator that dies right before its n-th write, which is all that a cluster sees of one that dies after the write before it; and with
/// one that dies right after its last write without hearing the answer.
/// </summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int AtOnce = 8;

    public static TheoryData<string> Names => [.. Scenarios.All.Select(scenario => scenario.Name)];

    [LocalClusterTheory(Needs.AClusterOfItsOwn)]
    [MemberData(nameof(Names))]
    public async Task An_operator_that_dies_at_any_write_leaves_nothing_that_the_next_one_does_not_finish(string name)
    {
        var scenario = Scenarios.All.Single(candidate => candidate.Name == name);
        await using var cluster = await Cluster.StartAsync(Options(), CancellationToken.None);
        using var client = cluster.Connect();
        foreach (var file in ConfigFiles.Definitions()) await new ManifestLoader(client, TimeProvider.System).LoadAsync(file, CancellationToken.None);

        var (expected, writes) = await UndisturbedAsync(scenario, cluster, client);
        var deaths = 0;
        var runs = Enumerable.Range(1, writes).Select(n => (n, afterwards: false)).Append((n: writes, afterwards: true));
        await Parallel.ForEachAsync(runs, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (run, _) =>
        {
            if (await DisturbedAsync(scenario, cluster, client, run.n, run.afterwards, expected)) Interlocked.Increment(ref deaths);
        });

        output.WriteLine($"{name}: {writes} writes undisturbed, {deaths} deaths");
        Assert.True(deaths >= Math.Min(writes, 1), $"{writes} writes, and no operator died");
    }

    private static ClusterOptions Options() => new()
    {
        DataDirectory = Directory.CreateTempSubdirectory("crash-").FullName,
        OwnsDataDirectory = true,
        CrashBackOff = TimeSpan.FromMilliseconds(200),
    };

    private static async Task<(string State, int Writes)> UndisturbedAsync(Scenario scenario, Cluster cluster, KubeClient client)
    {
        var stage = await PreparedAsync(scenario, cluster, client);
        await using var traffic = await VisitAsync(scenario, stage);
        await using var undisturbed = stage.Operate();
        await scenario.Act(stage, undisturbed.Blade.Fallen);
        await scenario.Finished(stage);
        var state = await AtRestAsync(stage);
        await stage.CloseAsync();
        return (state, undisturbed.Blade.Writes);
    }

    /// <summary>Whether the operator died; it does not where fewer writes were needed this time.</summary>
    private static async Task<bool> DisturbedAsync(Scenario scenario, Cluster cluster, KubeClient client, int n, bool afterwards, string expected)
    {
        var run = $"{scenario.Name}, dying {(afterwards ? "after" : "before")} write {n}";
        var stage = await PreparedAsync(scenario, cluster, client);
        var before = await stage.PodsAsync();
        await using var traffic = await VisitAsync(scenario, stage);
        var died = await ActAndDieAsync(scenario, stage, n, afterwards);

        await using (stage.Operate())
        {
            await scenario.Finished(stage);
            await Eventually.Succeeds(
                async () =>
                {
                    var state = await EndState.ReadAsync(stage);
                    Assert.True(expected == state, $"{run}:\n{EndState.Difference(expected, state)}");
                },
                TimeSpan.FromSeconds(30));
        }

        if (traffic is not null) await traffic.EndAsync(scenario.Promise!.Value);
        if (scenario.KeepsPods) AssertKept(before, await stage.PodsAsync(), run);
        await stage.CloseAsync();
        return died;
    }

    private static async Task<Stage> PreparedAsync(Scenario scenario, Cluster cluster, KubeClient client)
    {
        var stage = await Stage.OpenAsync(cluster, client);
        await using (var peaceful = stage.Operate())
        {
            await scenario.Prepare(stage);
            await QuietAsync(peaceful);
        }

        return stage;
    }

    private static async Task<Traffic?> VisitAsync(Scenario scenario, Stage stage) => scenario.Promise is null ? null : await Traffic.StartAsync(stage.Visited, users: 1);

    private static async Task<bool> ActAndDieAsync(Scenario scenario, Stage stage, int n, bool afterwards)
    {
        await using var mortal = stage.Operate(n, afterwards);
        await scenario.Act(stage, mortal.Blade.Fallen);
        return await Task.WhenAny(mortal.Blade.Fallen, scenario.Finished(stage)) == mortal.Blade.Fallen;
    }

    private static async Task QuietAsync(RunningOperator one)
    {
        var (writes, since) = (-1, System.Diagnostics.Stopwatch.StartNew());
        await Eventually.Holds(
            () =>
            {
                if (one.Blade.Writes != writes) (writes, since) = (one.Blade.Writes, System.Diagnostics.Stopwatch.StartNew());
                return Task.FromResult(since.Elapsed > TimeSpan.FromSeconds(0.5));
            },
            "an operator with nothing to write");
    }

    /// <summary>The state once it has been the same for a second.</summary>
    private static async Task<string> AtRestAsync(Stage stage)
    {
        var (state, since) = ("", System.Diagnostics.Stopwatch.StartNew());
        await Eventually.Holds(
            async () =>
            {
                var now = await EndState.ReadAsync(stage);
                if (now != state) (state, since) = (now, System.Diagnostics.Stopwatch.StartNew());
                return since.Elapsed > TimeSpan.FromSeconds(1);
            },
            "a state at rest",
            Stage.Patience);
        return state;
    }

    private static void AssertKept(IReadOnlyList<Kubernetes.Models.Core.Pod> before, IReadOnlyList<Kubernetes.Models.Core.Pod> after, string run)
    {
        foreach (var pod in before)
        {
            var now = after.SingleOrDefault(other => other.Metadata.Uid == pod.Metadata.Uid);
            Assert.True(now is not null, $"{run}: {pod.Metadata.Name} was replaced");
            Assert.Equal(Started(pod), Started(now));
        }
    }

    private static (DateTimeOffset?, int?) Started(Kubernetes.Models.Core.Pod pod) =>
        (pod.Status!.ContainerStatuses![0].State!.Running!.StartedAt, pod.Status.ContainerStatuses[0].RestartCount);
}
