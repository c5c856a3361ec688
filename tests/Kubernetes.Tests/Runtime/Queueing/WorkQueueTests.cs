using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Queueing;
using Microsoft.Extensions.Time.Testing;

namespace Kubernetes.Tests.Runtime.Queueing;

/// <summary>The law of the queue, clause by clause.</summary>
public sealed class WorkQueueTests : IDisposable
{
    private readonly CountingTime _time = new();
    private readonly WorkQueue _queue;

    public WorkQueueTests() => _queue = new WorkQueue(time: _time, random: new Random(1));

    public void Dispose() => _queue.Dispose();

    [Fact]
    public void A_key_added_many_times_is_handed_out_once()
    {
        for (var i = 0; i < 5; i++) _queue.Add(Key("a"));

        Assert.Equal("a", Take());
        Assert.True(IsEmpty());
    }

    [Fact]
    public void A_key_added_while_a_worker_has_it_comes_again_when_that_worker_is_done()
    {
        _queue.Add(Key("a"));
        Take();
        _queue.Add(Key("a"));
        Assert.True(IsEmpty());

        _queue.Done(Key("a"));
        Assert.Equal("a", Take());
    }

    [Fact]
    public void Of_two_times_the_earlier_wins()
    {
        _queue.AddAfter(Key("a"), TimeSpan.FromSeconds(30));
        _queue.AddAfter(Key("a"), TimeSpan.FromSeconds(10));
        _queue.AddAfter(Key("a"), TimeSpan.FromSeconds(20));

        _time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.True(IsEmpty());
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal("a", Take());
        _queue.Done(Key("a"));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(IsEmpty());
    }

    [Fact]
    public void Of_two_priorities_the_higher_wins_whichever_came_first()
    {
        _queue.Add(Key("b"));
        _queue.Add(Key("a"), WorkQueue.LowPriority);
        _queue.Add(Key("a"), 5);
        Assert.Equal("a", Take());

        _queue.Add(Key("c"), 5);
        _queue.Add(Key("c"), WorkQueue.LowPriority);
        Assert.Equal("c", Take());
    }

    [Fact]
    public void Equal_priorities_are_first_in_first_out_by_the_time_at_which_they_became_due()
    {
        _queue.AddAfter(Key("late"), TimeSpan.FromSeconds(2));
        _queue.AddAfter(Key("early"), TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(3));
        _queue.Add(Key("now"));

        Assert.Equal(["early", "late", "now"], [Take(), Take(), Take()]);
    }

    [Fact]
    public void Work_that_can_wait_goes_after_all_other_work()
    {
        _queue.Add(Key("first"), WorkQueue.LowPriority);
        _queue.Add(Key("second"));

        Assert.Equal(["second", "first"], [Take(), Take()]);
    }

    [Fact]
    public void Nothing_starves_behind_a_stream_of_more_important_work()
    {
        _queue.Add(Key("poor"), WorkQueue.LowPriority);
        var served = new List<string>();
        for (var i = 0; i < 10; i++)
        {
            _queue.Add(Key($"rich{i}"));
            _queue.Add(Key($"rich{i}too"));
            served.Add(Take());
        }

        Assert.Contains("poor", served);
    }

    [Fact]
    public async Task A_worker_that_waits_is_woken_by_the_clock_and_by_nothing_else()
    {
        for (var i = 0; i < 100; i++) _queue.AddAfter(Key($"k{i}"), TimeSpan.FromHours(1 + i));
        var waiting = _queue.TakeAsync(CancellationToken.None).AsTask();
        for (var second = 0; second < 3599; second++) _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(waiting.IsCompleted);
        Assert.Equal(0, _time.Fired);

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("k0", (await waiting.WaitAsync(TimeSpan.FromSeconds(10))).Key.Name);
        Assert.Equal(1, _time.Fired);
    }

    [Fact]
    public async Task A_worker_that_gives_up_waiting_takes_nothing_with_it()
    {
        using var impatience = new CancellationTokenSource();
        var waiting = _queue.TakeAsync(impatience.Token).AsTask();
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(10)));

        _queue.Add(Key("a"));
        Assert.Equal("a", Take());
    }

    [Fact]
    public void A_failure_backs_off_from_5_ms_to_1000_s_and_is_forgotten_after_a_success()
    {
        var waits = Enumerable.Range(0, 25).Select(_ => _queue.AddRateLimited(Key("a"))).ToList();

        for (var i = 0; i < waits.Count; i++)
        {
            var whole = Math.Min(0.005 * Math.Pow(2, i), 1000);
            Assert.InRange(waits[i].TotalSeconds, whole * 0.8, whole);
        }

        Assert.Equal(25, _queue.Failures(Key("a")));
        _queue.Forget(Key("a"));
        Assert.InRange(_queue.AddRateLimited(Key("a")).TotalMilliseconds, 4, 5);
    }

    [Fact]
    public void Keys_that_fail_together_do_not_come_back_together() =>
        Assert.True(Enumerable.Range(0, 50).Select(i => _queue.AddRateLimited(Key($"k{i}"))).Distinct().Count() > 40);

    [Fact]
    public void No_delay_is_too_long_for_it()
    {
        _queue.AddAfter(Key("a"), TimeSpan.MaxValue);
        Assert.True(IsEmpty());

        _time.Advance(WorkQueue.LongestDelay);
        Assert.Equal("a", Take());
    }

    [Fact]
    public void A_time_in_the_past_is_now()
    {
        _queue.AddAfter(Key("a"), TimeSpan.MinValue);
        _queue.Add(Key("b"));

        Assert.Equal(["a", "b"], [Take(), Take()]);
    }

    [Fact]
    public void It_knows_how_long_its_workers_have_been_at_it()
    {
        _queue.Add(Key("a"));
        _queue.Add(Key("b"));
        Take();
        _time.Advance(TimeSpan.FromSeconds(30));
        Take();
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.FromSeconds(35), _queue.LongestRunning);
        Assert.Equal(TimeSpan.FromSeconds(40), _queue.UnfinishedWork);

        _queue.Done(Key("a"));
        Assert.Equal(TimeSpan.FromSeconds(5), _queue.LongestRunning);
    }

    private static ObjectKey Key(string name) => new("x", name);

    private string Take()
    {
        var taken = _queue.TakeAsync(CancellationToken.None);
        return taken.IsCompletedSuccessfully ? taken.Result.Key.Name : throw new InvalidOperationException("Nothing is due.");
    }

    private bool IsEmpty()
    {
        using var gone = new CancellationTokenSource();
        var taken = _queue.TakeAsync(gone.Token);
        if (taken.IsCompleted) return false;
        gone.Cancel();
        return true;
    }

    /// <summary>A clock that counts how often one of its timers went off.</summary>
    private sealed class CountingTime : FakeTimeProvider
    {
        private int _fired;

        public int Fired => _fired;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(
                given =>
                {
                    Interlocked.Increment(ref _fired);
                    callback(given);
                },
                state,
                dueTime,
                period);
    }
}
