using System.Collections.Concurrent;
using FsCheck;
using FsCheck.Fluent;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Queueing;
using Microsoft.Extensions.Time.Testing;

namespace Kubernetes.Tests.Runtime.Queueing;

/// <summary>The law of the queue over random schedules: under a clock that stands still between the steps, and with threads that race.</summary>
public sealed class WorkQueueLawTests
{
    private static readonly int[] Priorities = [WorkQueue.LowPriority, 0, 7];

    [Fact]
    public void Whatever_the_schedule_one_worker_a_key_none_lost_the_earliest_time_and_the_highest_priority_win()
    {
        var step = from kind in Gen.Elements("add", "after", "fail", "forget", "take", "take", "done", "done", "wait")
                   from key in Gen.Choose(0, 5)
                   from number in Gen.Choose(0, 2000)
                   select (kind, key, number);
        var schedules = Arb.From(step.ArrayOf(), Shorter);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(150), Prop.ForAll<(string, int, int)[]>(schedules, Obeys));
    }

    [Fact]
    public async Task With_many_threads_no_key_is_with_two_workers_and_every_add_is_followed_by_work()
    {
        using var queue = new WorkQueue();
        using var over = new CancellationTokenSource();
        var (wanted, seen, busy) = (new int[64], new int[64], new int[64]);
        var clashes = 0;
        var workers = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (true)
            {
                var key = (await queue.TakeAsync(over.Token)).Key;
                var index = int.Parse(key.Name, System.Globalization.CultureInfo.InvariantCulture);
                if (Interlocked.Increment(ref busy[index]) != 1) Interlocked.Increment(ref clashes);
                seen[index] = Volatile.Read(ref wanted[index]);
                await Task.Yield();
                Interlocked.Decrement(ref busy[index]);
                queue.Done(key);
            }
        })).ToList();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(seed => Task.Run(() =>
        {
            var random = new Random(seed);
            for (var i = 0; i < 20_000; i++)
            {
                var index = random.Next(64);
                Interlocked.Increment(ref wanted[index]);
                queue.AddAfter(new ObjectKey("x", $"{index}"), TimeSpan.FromMilliseconds(random.Next(3)), Priorities[random.Next(3)]);
            }
        })));

        await TestKit.Eventually.Succeeds(() =>
        {
            Assert.Equal(wanted, seen);
            return Task.CompletedTask;
        });
        Assert.Equal(0, clashes);
        await over.CancelAsync();
        foreach (var worker in workers) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => worker.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    private static IEnumerable<(string, int, int)[]> Shorter((string, int, int)[] steps) => steps.Select((_, i) => steps.Where((_, j) => j != i).ToArray());

    private static void Obeys((string Kind, int Key, int Number)[] steps)
    {
        var world = new World();
        foreach (var (kind, key, number) in steps) world.Do(kind, new ObjectKey("x", $"k{key}"), number);
        world.Drain();
    }

    /// <summary>The queue beside a model of it that is too simple to be wrong.</summary>
    private sealed class World
    {
        private const int FairTurn = 10;

        private readonly FakeTimeProvider _time = new();
        private readonly WorkQueue _queue;
        private readonly Dictionary<ObjectKey, (long DueAt, int Priority)> _entries = [];
        private readonly List<ObjectKey> _running = [];
        private int _handedOut;

        public World() => _queue = new WorkQueue(time: _time, random: new Random(3));

        private long Now => _time.GetTimestamp();

        private List<ObjectKey> Ready => [.. _entries.Where(entry => entry.Value.DueAt <= Now && !_running.Contains(entry.Key)).Select(entry => entry.Key)];

        public void Do(string kind, ObjectKey key, int number)
        {
            var priority = Priorities[number % 3];
            switch (kind)
            {
                case "add": _queue.Add(key, priority); Added(key, TimeSpan.Zero, priority); break;
                case "after": _queue.AddAfter(key, TimeSpan.FromMilliseconds(number), priority); Added(key, TimeSpan.FromMilliseconds(number), priority); break;
                case "fail": Added(key, _queue.AddRateLimited(key, priority), priority); break;
                case "forget": _queue.Forget(key); break;
                case "wait": _time.Advance(TimeSpan.FromMilliseconds(number)); break;
                case "done" when _running.Count > 0: Done(_running[number % _running.Count]); break;
                case "take": Take(); break;
            }

            Assert.Equal(_entries.Count, _queue.Count);
            Assert.Equal(Ready.Count, _queue.Depth().Values.Sum());
        }

        /// <summary>Everything that was added comes out, and then nothing is left.</summary>
        public void Drain()
        {
            for (var rounds = 0; _entries.Count > 0; rounds++)
            {
                Assert.True(rounds < 1000, $"{_entries.Count} keys are lost.");
                foreach (var key in _running.ToArray()) Done(key);
                _time.Advance(TimeSpan.FromSeconds(1000));
                while (Ready.Count > 0) Take();
            }

            Assert.Equal(0, _queue.Count);
            _queue.Dispose();
        }

        private void Added(ObjectKey key, TimeSpan delay, int priority)
        {
            var dueAt = Now + (long)(delay.TotalSeconds * _time.TimestampFrequency);
            _entries[key] = _entries.TryGetValue(key, out var entry) ? (Math.Min(entry.DueAt, dueAt), Math.Max(entry.Priority, priority)) : (dueAt, priority);
        }

        private void Done(ObjectKey key)
        {
            _running.Remove(key);
            _queue.Done(key);
        }

        private void Take()
        {
            using var gone = new CancellationTokenSource();
            var taken = _queue.TakeAsync(gone.Token);
            var ready = Ready;
            Assert.Equal(ready.Count > 0, taken.IsCompleted);
            if (!taken.IsCompleted)
            {
                gone.Cancel();
                return;
            }

            var item = taken.Result;
            Assert.Contains(item.Key, ready);
            Assert.Equal(_entries[item.Key].Priority, item.Priority);
            var rivals = ++_handedOut % FairTurn == 0 ? ready : ready.Where(key => _entries[key].Priority >= item.Priority).ToList();
            Assert.All(rivals, rival => Assert.False(IsBefore(_entries[rival], _entries[item.Key], fair: _handedOut % FairTurn == 0), $"{rival} was before {item.Key}"));
            _entries.Remove(item.Key);
            _running.Add(item.Key);
        }

        private static bool IsBefore((long DueAt, int Priority) one, (long DueAt, int Priority) other, bool fair) =>
            !fair && one.Priority != other.Priority ? one.Priority > other.Priority : one.DueAt < other.DueAt;
    }
}
