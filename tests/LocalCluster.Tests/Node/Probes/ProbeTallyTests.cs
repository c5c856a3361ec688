using Kubernetes.Models.Core;
using LocalCluster.Node.Probes;
using Microsoft.Extensions.Time.Testing;

namespace LocalCluster.Tests.Node.Probes;

public sealed class ProbeTallyTests
{
    [Fact]
    public void A_verdict_changes_only_after_as_many_equal_results_as_the_threshold_says()
    {
        var tally = new ProbeTally(SuccessThreshold: 2, FailureThreshold: 3);

        Assert.Null(tally.Count(true).Verdict);
        tally = tally.Count(true).Count(true);
        Assert.True(tally.Verdict);
        Assert.True(tally.Count(false).Count(false).Verdict);
        Assert.True(tally.Count(false).Count(false).Count(true).Count(false).Verdict);
        Assert.False(tally.Count(false).Count(false).Count(false).Verdict);
    }

    [Fact]
    public async Task A_network_probe_is_tried_often_in_its_first_period_and_those_failures_count_once()
    {
        var run = new Run(new Probe { TcpSocket = new TCPSocketAction(), PeriodSeconds = 10, FailureThreshold = 3 }, ProbeKind.Readiness);

        await run.PassAsync(TimeSpan.FromSeconds(1));
        Assert.True(run.Attempts is >= 9 and <= 11, $"{run.Attempts} attempts in the first second");
        Assert.Empty(run.Failures);

        run.Succeeds = true;
        await run.PassAsync(TimeSpan.FromMilliseconds(100));
        Assert.Equal([true], run.Verdicts);
    }

    [Fact]
    public async Task A_liveness_probe_waits_one_period_keeps_to_it_and_says_no_after_its_threshold()
    {
        var run = new Run(new Probe { TcpSocket = new TCPSocketAction(), PeriodSeconds = 10, FailureThreshold = 3, InitialDelaySeconds = 5 }, ProbeKind.Liveness);

        await run.PassAsync(TimeSpan.FromSeconds(9.9));
        Assert.Equal(0, run.Attempts);
        await run.PassAsync(TimeSpan.FromSeconds(10.6));
        Assert.Equal(2, run.Attempts);
        Assert.Empty(run.Verdicts);
        await run.PassAsync(TimeSpan.FromSeconds(10));
        Assert.Equal([false], run.Verdicts);
        Assert.Equal(3, run.Failures.Count);
    }

    [Fact]
    public async Task A_startup_probe_ends_with_its_first_verdict()
    {
        var run = new Run(new Probe { Exec = new ExecAction(), PeriodSeconds = 1, FailureThreshold = 2 }, ProbeKind.Startup);

        await run.PassAsync(TimeSpan.FromSeconds(5));

        Assert.Equal([false], run.Verdicts);
        Assert.Equal(2, run.Attempts);
        Assert.True(run.Loop.IsCompletedSuccessfully);
    }

    /// <summary>One loop under a clock that the test moves.</summary>
    private sealed class Run
    {
        private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);
        private readonly WatchedTime _time = new();

        public Run(Probe probe, ProbeKind kind)
        {
            var loop = new ProbeLoop(probe, kind, AttemptAsync, _time);
            Loop = loop.RunAsync(Verdicts.Add, Failures.Add, CancellationToken.None);
        }

        public Task Loop { get; }

        public bool Succeeds { get; set; }

        public int Attempts { get; private set; }

        public List<bool> Verdicts { get; } = [];

        public List<ProbeResult> Failures { get; } = [];

        public async Task PassAsync(TimeSpan time)
        {
            for (var passed = TimeSpan.Zero; passed < time; passed += Step)
            {
                _time.Advance(Step);
                // Continuations of the fake clock run on the pool: the loop has to wait again, or to be over, before the next step.
                await Eventually.Holds(() => Task.FromResult(Loop.IsCompleted || _time.IsWaitedFor), "the loop waits for its next beat");
            }
        }

        private Task<ProbeResult> AttemptAsync(CancellationToken cancellationToken)
        {
            Attempts++;
            return Task.FromResult(Succeeds ? ProbeResult.Success : ProbeResult.Failure("no"));
        }
    }

    /// <summary>A fake clock that knows whether somebody waits for it.</summary>
    private sealed class WatchedTime : FakeTimeProvider
    {
        private int _waits;

        public bool IsWaitedFor => Volatile.Read(ref _waits) > 0;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Increment(ref _waits);
            return base.CreateTimer(
                told =>
                {
                    Interlocked.Decrement(ref _waits);
                    callback(told);
                },
                state,
                dueTime,
                period);
        }
    }
}
