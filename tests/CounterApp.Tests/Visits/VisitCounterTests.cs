using System.Collections.Concurrent;
using CounterApp.Tests.Laboratory;
using CounterApp.Visits;
using Microsoft.Extensions.Logging.Abstractions;
using TestKit;

namespace CounterApp.Tests.Visits;

public sealed class VisitCounterTests : IDisposable
{
    private readonly ConcurrentQueue<(int Visitor, long Number)> _answers = new();
    private readonly ManualResetEventSlim _diskIsFree = new(initialState: true);
    private readonly SimulatedVolume _volume;
    private readonly VisitCounter<int> _counter;
    private int _flushes;

    public VisitCounterTests()
    {
        _volume = new SimulatedVolume(new SimulatedDisk(), OnStep);
        var number = new DurableNumber(_volume, Guid.NewGuid(), NullLogger<DurableNumber>.Instance, _ => { });
        number.Open();
        _flushes = 0;
        _counter = new VisitCounter<int>(number, new FlushMetrics(), new Microsoft.Extensions.Time.Testing.FakeTimeProvider(), Answer);
    }

    public void Dispose()
    {
        _counter.Dispose();
        _volume.Dispose();
        _diskIsFree.Dispose();
    }

    [Fact]
    public async Task A_lone_visit_is_flushed_at_once_and_waits_for_no_timer()
    {
        await _counter.Count(1).WaitAsync(Eventually.DefaultDeadline);

        Assert.Equal([(1, 1L)], _answers);
        Assert.Equal(1, _flushes);
    }

    [Fact]
    public async Task Visits_that_come_during_a_flush_share_the_next_one_and_are_numbered_in_order()
    {
        _diskIsFree.Reset();
        var first = _counter.Count(0);
        await Eventually.Holds(() => Task.FromResult(Volatile.Read(ref _flushes) == 1), "the first flush is under way");

        var crowd = Enumerable.Range(1, 100).Select(visitor => _counter.Count(visitor)).ToList();
        Assert.Empty(_answers);
        _diskIsFree.Set();
        await Task.WhenAll([first, .. crowd]).WaitAsync(Eventually.DefaultDeadline);

        Assert.Equal(Enumerable.Range(0, 101).Select(visitor => (visitor, visitor + 1L)), _answers.Order());
        Assert.Equal(2, _flushes);
    }

    [Fact]
    public async Task What_runs_between_flushes_finds_everybody_answered_who_came_before()
    {
        _diskIsFree.Reset();
        var visits = new[] { _counter.Count(0), _counter.Count(1) };
        var errand = _counter.BetweenFlushes(() => _answers.Count);
        var failing = _counter.BetweenFlushes<int>(() => throw new OverflowException());
        _diskIsFree.Set();

        Assert.Equal(2, await errand.WaitAsync(Eventually.DefaultDeadline));
        Assert.All(visits, visit => Assert.True(visit.IsCompletedSuccessfully));
        await Assert.ThrowsAsync<OverflowException>(() => failing.WaitAsync(Eventually.DefaultDeadline));
        await _counter.Count(2).WaitAsync(Eventually.DefaultDeadline);
    }

    [Fact]
    public async Task Who_comes_while_the_counter_stops_is_still_counted()
    {
        _diskIsFree.Reset();
        var visits = new[] { _counter.Count(0), _counter.Count(1) };
        var stop = Task.Run(_counter.Dispose);
        _diskIsFree.Set();

        await stop.WaitAsync(Eventually.DefaultDeadline);
        await Task.WhenAll(visits).WaitAsync(Eventually.DefaultDeadline);

        Assert.Equal([1L, 2L], _answers.Select(answer => answer.Number).Order());
    }

    private void Answer(in int visitor, VisitOutcome outcome) => _answers.Enqueue((visitor, outcome.Number));

    private void OnStep(string step)
    {
        if (step != "flush") return;
        Interlocked.Increment(ref _flushes);
        _diskIsFree.Wait(Eventually.DefaultDeadline);
    }
}
