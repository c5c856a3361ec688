using Kubernetes.Client;
using Kubernetes.Runtime.Leadership;
using Kubernetes.Tests.Scripting;
using Microsoft.Extensions.Time.Testing;

namespace Kubernetes.Tests.Runtime.Leadership;

/// <summary>
/// Operators that fight for one lease for an hour: networks that delay, lose and cut off, clocks that differ by years and run up to a tenth too
/// fast or too slow, processes that crash, freeze for half a minute and are replaced, and somebody who deletes the Lease. All on one thread and from
/// a seed, so that a failure can be seen again.
/// </summary>
public sealed class ElectionSimulationTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Two_operators_never_both_lead_and_somebody_mostly_does(int seed)
    {
        var steps = (int)(TimeSpan.FromHours(1) / Step);
        var world = new World(seed, deletesLeases: false);
        for (var i = 0; i < steps; i++) world.Pass();

        Assert.True(world.Reigns > 10, $"only {world.Reigns} changes of leader");
        Assert.True(world.StepsLed > steps / 2, $"led only for {world.StepsLed} of {steps} steps");
        Assert.True(world.Writes > 1000, $"only {world.Writes} writes");
    }

    /// <summary>
    /// Two lead only when one of them had not seen the Lease before it was deleted, and the other has not renewed since: no longer than its
    /// deadline, by a clock that may run a tenth too slow. Those who had seen it never lead together.
    /// </summary>
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(16)]
    public void When_somebody_deletes_the_lease_two_lead_only_beside_one_that_had_not_seen_it_and_not_for_long(int seed)
    {
        var world = new World(seed, deletesLeases: true);
        for (var i = 0; i < (int)(TimeSpan.FromHours(1) / Step); i++) world.Pass();

        Assert.True(world.Deletions > 10, $"only {world.Deletions} deletions");
        Assert.True(world.Reigns > 10, $"only {world.Reigns} changes of leader");
        Assert.True(world.Writes > 1000, $"only {world.Writes} writes");
    }

    [Fact]
    public void A_seed_tells_everything_that_happens()
    {
        Assert.Equal(Chronicle(), Chronicle());

        static List<string> Chronicle()
        {
            var world = new World(21, deletesLeases: true);
            List<string> lines = [];
            for (var i = 0; i < (int)(TimeSpan.FromMinutes(15) / Step); i++)
            {
                world.Pass();
                lines.Add(world.ToString());
            }

            return lines;
        }
    }

    private sealed class World
    {
        private static readonly TimeSpan LongestDeadline = TimeSpan.FromSeconds(10 / 0.9) + Step;

        private readonly bool _deletesLeases;
        private DateTimeOffset _deletedAt = DateTimeOffset.MinValue;
        private readonly LeaseServer _server = new();
        private readonly FakeTimeProvider _truth = new();
        private readonly Random _random;
        private readonly List<Process> _processes = [];
        private int _started;

        public World(int seed, bool deletesLeases)
        {
            (_random, _deletesLeases) = (new Random(seed), deletesLeases);
            for (var i = 0; i < 2; i++) _processes.Add(Begin());
        }

        public int Reigns { get; private set; }

        public int StepsLed { get; private set; }

        public int Writes { get; private set; }

        public int Deletions { get; private set; }

        public override string ToString() =>
            $"{_server.Holder}, {_server.Requests.Count} requests, {Writes} writes, {string.Join(' ', _processes.Select(process => $"{process.Name}{(process.IsLeader ? " leads" : "")}"))}";

        public void Pass()
        {
            InPlace.Run(() => _truth.Advance(Step));
            for (var i = 0; i < _processes.Count; i++)
            {
                if (_processes[i].Run.IsCompleted || _processes[i].IsDead) _processes[i] = Begin();
                InPlace.Run(_processes[i].Pass);
            }

            var leaders = _processes.Where(process => process.IsLeader).ToList();
            Assert.True(leaders.Count <= 1 || (leaders.Count == 2 && leaders.Any(MayBeSecond)), $"At {_truth.GetUtcNow():HH:mm:ss.fff} {string.Join(" and ", leaders.Select(leader => leader.Name))} lead.");
            StepsLed += leaders.Count;
            InPlace.Run(Misfortune);
        }

        private bool MayBeSecond(Process process) => (process.HasSeenOneAt is null || process.HasSeenOneAt >= _deletedAt) && _truth.GetUtcNow() - _deletedAt <= LongestDeadline;

        private Process Begin()
        {
            var process = new Process($"p{++_started}", this);
            InPlace.Run(process.Start);
            return process;
        }

        // Some misfortune about every forty seconds.
        private void Misfortune()
        {
            if (_deletesLeases && _random.Next(1500) == 0)
            {
                _server.Remove();
                (_deletedAt, Deletions) = (_truth.GetUtcNow(), Deletions + 1);
            }

            if (_random.Next(800) != 0) return;
            var victim = _processes[_random.Next(_processes.Count)];
            var length = TimeSpan.FromSeconds(_random.Next(1, 30));
            switch (_random.Next(8))
            {
                case 0: victim.IsDead = true; break;
                case 1: victim.Frozen = length; break;
                case 2: victim.Life.Cancel(); break;
                case 3: victim.Loses(length, after: false, slowly: true); break;
                case 4: victim.Loses(length, after: true, slowly: true); break;
                case 5: victim.Loses(length, after: false, slowly: false); break;
                case 6: victim.Loses(length, after: true, slowly: false); break;
                case 7: victim.Latency = TimeSpan.FromMilliseconds(_random.Next(10, 1500)); break;
            }
        }

        private sealed class Process
        {
            private readonly World _world;
            private readonly FakeTimeProvider _clock;
            private readonly double _rate;
            private readonly LeaseServer.Link _link;
            private TimeSpan _lossLeft;
            private TimeSpan _slept;
            private bool _lossIsAfter;
            private bool _lossIsSlow;

            public Process(string name, World world)
            {
                (Name, _world) = (name, world);
                _clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddDays(world._random.Next(40_000)));
                _rate = 0.9 + (0.2 * world._random.NextDouble());
                _link = new LeaseServer.Link(world._server) { OnTheWayThere = ThereAsync, OnTheWayBack = BackAsync };
                Latency = TimeSpan.FromMilliseconds(world._random.Next(1, 200));
                Election = new LeaseElection(
                    _link.Client(_clock, new Random(world._random.Next())), new LeaseElectionOptions { Namespace = "x", Name = "lease", Identity = name }, _clock, new Random(world._random.Next()));
            }

            public string Name { get; }

            /// <summary>When it first saw a Lease.</summary>
            public DateTimeOffset? HasSeenOneAt { get; private set; }

            public LeaseElection Election { get; }

            public CancellationTokenSource Life { get; } = new();

            public Task Run { get; private set; } = Task.CompletedTask;

            public bool IsDead { get; set; }

            public TimeSpan Frozen { get; set; }

            public TimeSpan Latency { get; set; }

            /// <summary>Whether it would write now. One that is frozen writes nothing: when it wakes, it looks at its clock first.</summary>
            public bool IsLeader => !IsDead && Frozen <= TimeSpan.Zero && Election.IsLeader;

            public void Start() => Run = Election.RunAsync(WorkAsync, Life.Token);

            public void Loses(TimeSpan length, bool after, bool slowly) => (_lossLeft, _lossIsAfter, _lossIsSlow) = (length, after, slowly);

            public void Pass()
            {
                if (IsDead) return;
                _lossLeft -= Step;
                Frozen -= Step;
                if (Frozen > TimeSpan.Zero)
                {
                    _slept += Step;
                    return;
                }

                // A process that wakes finds that its clock has gone on.
                _clock.Advance((Step + _slept) * _rate);
                _slept = TimeSpan.Zero;
            }

            private async Task WorkAsync(CancellationToken cancellationToken)
            {
                _world.Reigns++;
                var fenced = _link.Client(_clock).FencedBy(() => Election.IsLeader);
                while (!cancellationToken.IsCancellationRequested)
                {
                    await InPlace.Delay(TimeSpan.FromMilliseconds(700), _clock, cancellationToken);
                    try
                    {
                        await WriteAsync(fenced);
                    }
                    catch (WriteFencedException)
                    {
                        Assert.False(Election.IsLeader);
                    }
                }
            }

            private async Task WriteAsync(KubeClient fenced)
            {
                using var answer = await fenced.SendAsync(new KubeRequest(HttpMethod.Delete, "/work") { MayRetry = false }, CancellationToken.None);
                _world.Writes++;
            }

            private async Task ThereAsync(HttpMethod method, CancellationToken cancellationToken)
            {
                if (method == HttpMethod.Delete)
                {
                    Assert.DoesNotContain(_world._processes, other => other != this && other.IsLeader && !_world.MayBeSecond(this) && !_world.MayBeSecond(other));
                    return;
                }

                await InPlace.Delay(Latency / 2, _world._truth, cancellationToken);
                if (!_lossIsAfter) await LoseAsync(cancellationToken);
            }

            private async Task BackAsync(HttpMethod method, CancellationToken cancellationToken)
            {
                if (method == HttpMethod.Delete) return;
                var shown = _world._server.Holder == Name || (method == HttpMethod.Get && _world._server.Stored is not null);
                if (_lossIsAfter) await LoseAsync(cancellationToken);
                await InPlace.Delay(Latency / 2, _world._truth, cancellationToken);
                // Who is frozen reads the answer when he wakes.
                await InPlace.Delay(TimeSpan.FromMilliseconds(1), _clock, cancellationToken);
                if (shown) HasSeenOneAt ??= _world._truth.GetUtcNow();
            }

            private async Task LoseAsync(CancellationToken cancellationToken)
            {
                if (_lossLeft <= TimeSpan.Zero) return;
                if (_lossIsSlow) await InPlace.Delay(Timeout.InfiniteTimeSpan, _world._truth, cancellationToken);
                throw new IOException("The connection was reset.");
            }
        }
    }
}
