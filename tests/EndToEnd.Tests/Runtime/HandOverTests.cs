using System.Collections.Concurrent;
using System.Diagnostics;
using Kubernetes.Client;
using Kubernetes.Models.Coordination;
using LocalCluster;

namespace EndToEnd.Tests.Runtime;

/// <summary>Two operators, one lease: the second one waits with its cache filled.</summary>
public sealed class HandOverTests(BarePlayground bare) : IClassFixture<BarePlayground>
{
    private static readonly string[] Flags = ["--metrics-bind-address", "0", "--health-probe-bind-address", "0", "--leader-elect", "--leader-election-namespace", Playground.Namespace];

    [Fact]
    public async Task When_the_leader_stops_the_other_one_leads_within_two_seconds_of_the_release()
    {
        var playground = bare.Playground;
        await using var pair = await Pair.StartAsync(playground);
        await playground.CreateAsync(AnApp.Named("web"));
        await playground.ReadyAsync("web", 1);

        var times = await pair.WatchHandOverAsync(async () => await pair.Leader.DisposeAsync());

        Assert.True(times.Released is not null, "the lease was not given back");
        // Two seconds, and what a busy machine adds.
        Assert.InRange(times.Taken - times.Released!.Value, TimeSpan.Zero, TimeSpan.FromSeconds(4));
        await playground.CreateAsync(AnApp.Named("later"));
        await playground.ReadyAsync("later", 1);
    }

    [Fact]
    public async Task When_the_leader_is_killed_the_other_one_leads_when_the_lease_has_run_out()
    {
        var playground = bare.Playground;
        await using var pair = await Pair.StartAsync(playground);

        var times = await pair.WatchHandOverAsync(pair.Leader.KillAsync);

        Assert.Null(times.Released);
        Assert.InRange(times.Taken, TimeSpan.FromSeconds(12), TimeSpan.FromSeconds(20));
        await playground.CreateAsync(AnApp.Named("heir"));
        await playground.ReadyAsync("heir", 1);
    }

    private sealed class Pair(Playground playground, OperatorProcess leader, OperatorProcess other, ConcurrentQueue<string> log) : IAsyncDisposable
    {
        private bool _leaderIsGone;

        public OperatorProcess Leader { get; } = leader;

        public static async Task<Pair> StartAsync(Playground playground)
        {
            var log = new ConcurrentQueue<string>();
            var leader = await playground.StartOperatorAsync(Flags, log.Enqueue);
            await Eventually.Holds(() => Task.FromResult(log.Any(line => line.Contains("Acquired lease", StringComparison.Ordinal))), "a leader");
            var other = await playground.StartOperatorAsync(Flags, log.Enqueue);
            await Eventually.Holds(() => Task.FromResult(log.Any(line => line.Contains("Waiting for lease", StringComparison.Ordinal))), "one who waits");
            return new Pair(playground, leader, other, log);
        }

        /// <summary>Ends the leader and says when, after that, the lease was given back and when it was taken.</summary>
        public async Task<(TimeSpan? Released, TimeSpan Taken)> WatchHandOverAsync(Func<Task> end)
        {
            var first = (await playground.Client.GetAsync<Lease>(Playground.Key("counterapp-operator"), CancellationToken.None)).Spec!.HolderIdentity;
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
            var clock = Stopwatch.StartNew();
            _leaderIsGone = true;
            var ending = end();
            TimeSpan? released = null;
            await foreach (var change in playground.Client.WatchAsync<Lease>(new WatchOptions { Namespace = Playground.Namespace, FieldSelector = "metadata.name=counterapp-operator" }, deadline.Token))
            {
                var holder = change is WatchEvent<Lease>.Modified modified ? modified.Object.Spec!.HolderIdentity : first;
                if (holder is null or "") released ??= clock.Elapsed;
                else if (holder != first) break;
            }

            var taken = clock.Elapsed;
            await ending;
            return (released, taken);
        }

        public async ValueTask DisposeAsync()
        {
            if (!_leaderIsGone) await Leader.DisposeAsync();
            await other.DisposeAsync();
            log.Clear();
        }
    }
}
