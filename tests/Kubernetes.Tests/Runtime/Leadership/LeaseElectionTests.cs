using Kubernetes.Client;
using Kubernetes.Models.Coordination;
using Kubernetes.Runtime.Leadership;
using Kubernetes.Tests.Scripting;
using Microsoft.Extensions.Time.Testing;

namespace Kubernetes.Tests.Runtime.Leadership;

public sealed class LeaseElectionTests : IAsyncLifetime
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private readonly LeaseServer _server = new();
    private readonly SleepyClock _time = new();
    private readonly CancellationTokenSource _over = new();
    private readonly List<Task> _running = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _over.CancelAsync();
        await Task.WhenAny(Task.WhenAll(_running), Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System));
    }

    [Fact]
    public void It_takes_a_lease_that_is_not_there_and_renews_it_every_two_seconds()
    {
        var one = Start("one");
        Pass(TimeSpan.FromSeconds(20));

        Assert.True(one.Election.IsLeader);
        Assert.Equal("one", _server.Holder);
        Assert.Equal(15, _server.Stored!.Spec!.LeaseDurationSeconds);
        Assert.InRange(_server.Requests.Count(request => request == "PUT"), 9, 10);
        // The long way only once: a leader writes what it knows.
        Assert.Equal(1, _server.Requests.Count(request => request == "GET"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void A_lease_with_no_holder_is_free(string? holder)
    {
        _server.Put(new LeaseSpec { HolderIdentity = holder, LeaseDurationSeconds = 3600, LeaseTransitions = 4 });
        Start("one");
        Pass(TimeSpan.FromSeconds(1));

        Assert.Equal("one", _server.Holder);
        Assert.Equal(5, _server.Stored!.Spec!.LeaseTransitions);
    }

    [Fact]
    public void Two_processes_of_one_host_have_names_of_their_own()
    {
        var (one, two) = (new LeaseElectionOptions { Namespace = "x", Name = "lease" }.Identity, new LeaseElectionOptions { Namespace = "x", Name = "lease" }.Identity);

        Assert.NotEqual(one, two);
        Assert.StartsWith($"{Environment.MachineName}_", one, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lease_without_a_spec_is_free()
    {
        _server.Put(null);
        Start("one");
        Pass(TimeSpan.FromSeconds(1));
        Assert.Equal("one", _server.Holder);
    }

    [Fact]
    public void Only_the_time_since_it_saw_the_lease_counts_not_what_the_lease_says()
    {
        // By its own words this lease ran out long ago. By our clock nothing is known yet.
        _server.Put(new LeaseSpec { HolderIdentity = "other", LeaseDurationSeconds = 15, RenewTime = DateTimeOffset.UnixEpoch });
        var one = Start("one");
        Pass(TimeSpan.FromSeconds(14.9));
        Assert.False(one.Election.IsLeader);

        Pass(TimeSpan.FromSeconds(2));
        Assert.True(one.Election.IsLeader);
    }

    [Fact]
    public void A_lease_that_is_renewed_is_never_taken_however_old_its_times_are()
    {
        var one = Start("one");
        for (var i = 0; i < 60; i++)
        {
            _server.Put(new LeaseSpec { HolderIdentity = "other", LeaseDurationSeconds = 15, RenewTime = DateTimeOffset.UnixEpoch });
            Pass(TimeSpan.FromSeconds(10));
            Assert.False(one.Election.IsLeader);
        }
    }

    [Fact]
    public void The_lease_runs_out_after_the_time_that_it_says_itself()
    {
        _server.Put(new LeaseSpec { HolderIdentity = "other", LeaseDurationSeconds = 60 });
        var one = Start("one");
        Pass(TimeSpan.FromSeconds(59));
        Assert.False(one.Election.IsLeader);
        Pass(TimeSpan.FromSeconds(3));
        Assert.True(one.Election.IsLeader);
    }

    [Fact]
    public void Failed_renewals_are_survived_until_the_deadline()
    {
        var one = Start("one");
        Pass(TimeSpan.FromSeconds(1));
        one.Link.OnTheWayThere = (_, _) => throw new IOException("reset");
        Pass(TimeSpan.FromSeconds(8));
        Assert.True(one.Election.IsLeader);

        one.Link.OnTheWayThere = (_, _) => Task.CompletedTask;
        Pass(TimeSpan.FromSeconds(30));
        Assert.True(one.Election.IsLeader);
        Assert.False(one.Stopped.IsCancellationRequested);
    }

    [Fact]
    public async Task In_a_partition_it_stops_ten_seconds_after_its_last_renewal_and_not_later()
    {
        var one = Start("one");
        Pass(TimeSpan.FromSeconds(1));
        Assert.True(one.Election.IsLeader);
        one.Link.OnTheWayThere = (_, token) => InPlace.Delay(Timeout.InfiniteTimeSpan, _time, token);
        var cutAt = _time.GetUtcNow();
        while (one.Election.IsLeader) Pass(Step);

        Assert.InRange((_time.GetUtcNow() - cutAt).TotalSeconds, 8, 10.2);
        Pass(Step);
        Assert.True(one.Stopped.IsCancellationRequested);
        await Assert.ThrowsAsync<LeadershipLostException>(() => one.Run.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task After_the_deadline_nothing_is_written_even_by_work_that_does_not_stop()
    {
        var stubborn = new TaskCompletionSource();
        var one = Start("one", _ => stubborn.Task);
        Pass(TimeSpan.FromSeconds(1));
        var fenced = one.Client.FencedBy(() => one.Election.IsLeader);
        one.Link.OnTheWayThere = (_, token) => InPlace.Delay(Timeout.InfiniteTimeSpan, _time, token);
        Pass(TimeSpan.FromSeconds(10.5));

        await Assert.ThrowsAsync<WriteFencedException>(() => fenced.CreateAsync(_server.Stored!, null, CancellationToken.None));
        Pass(TimeSpan.FromSeconds(6));
        await Assert.ThrowsAsync<LeadershipLostException>(() => one.Run.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void Who_wakes_after_the_deadline_does_not_lead_before_its_timers_have_noticed()
    {
        var one = Start("one");
        Pass(TimeSpan.FromSeconds(1));
        Assert.True(one.Election.IsLeader);
        _time.Slept = TimeSpan.FromSeconds(10.1);

        Assert.False(one.Election.IsLeader);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(30)]
    public async Task A_renewal_whose_answer_comes_after_the_deadline_does_not_bring_leadership_back(int seconds)
    {
        var one = Start("one");
        Pass(TimeSpan.FromSeconds(1));
        // The answer ignores that nobody waits for it any more.
        one.Link.OnTheWayBack = (_, _) => InPlace.Delay(TimeSpan.FromSeconds(seconds), _time, CancellationToken.None);
        while (one.Election.IsLeader) Pass(Step);
        for (var passed = TimeSpan.Zero; passed < TimeSpan.FromSeconds(45); passed += Step)
        {
            Pass(Step);
            Assert.False(one.Election.IsLeader);
        }

        await Assert.ThrowsAsync<LeadershipLostException>(() => one.Run.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void A_conflict_that_is_its_own_lost_answer_is_survived()
    {
        var one = Start("one");
        Pass(TimeSpan.FromSeconds(1));
        one.Link.OnTheWayBack = (_, _) => throw new IOException("reset after the server had stored it");
        Pass(TimeSpan.FromSeconds(4));
        one.Link.OnTheWayBack = (_, _) => Task.CompletedTask;
        Pass(TimeSpan.FromSeconds(20));

        Assert.True(one.Election.IsLeader);
    }

    [Fact]
    public async Task A_lease_that_somebody_else_has_ends_leadership_at_once()
    {
        var one = Start("one");
        Pass(TimeSpan.FromSeconds(1));
        _server.Put(new LeaseSpec { HolderIdentity = "usurper", LeaseDurationSeconds = 15 });
        Pass(TimeSpan.FromSeconds(2.2));

        Assert.False(one.Election.IsLeader);
        Assert.Contains("usurper", (await Assert.ThrowsAsync<LeadershipLostException>(() => one.Run.WaitAsync(TimeSpan.FromSeconds(10)))).Message, StringComparison.Ordinal);
        Assert.Equal("usurper", _server.Holder);
    }

    [Fact]
    public async Task A_holder_that_finds_its_lease_gone_stops_with_the_renewal_that_tells_it()
    {
        var one = Start("one");
        Pass(TimeSpan.FromSeconds(1));
        _server.Remove();
        Pass(TimeSpan.FromSeconds(2));

        Assert.False(one.Election.IsLeader);
        Assert.True(one.Stopped.IsCancellationRequested);
        Assert.Null(_server.Stored);
        Assert.Contains("deleted", (await Assert.ThrowsAsync<LeadershipLostException>(() => one.Run.WaitAsync(TimeSpan.FromSeconds(10)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_saw_a_holder_waits_its_lease_out_although_somebody_deleted_it()
    {
        var one = Start("one");
        Pass(TimeSpan.FromSeconds(1));
        var two = Start("two");
        Pass(TimeSpan.FromSeconds(10));
        one.Link.OnTheWayThere = (_, token) => InPlace.Delay(Timeout.InfiniteTimeSpan, _time, token);
        _server.Remove();
        for (var passed = TimeSpan.Zero; passed < TimeSpan.FromSeconds(20); passed += Step)
        {
            Pass(Step);
            Assert.False(one.Election.IsLeader && two.Election.IsLeader);
        }

        Assert.True(two.Election.IsLeader);
    }

    [Fact]
    public void With_one_who_knew_nothing_of_a_lease_that_was_deleted_two_lead_until_the_next_renewal_and_no_longer()
    {
        var one = Start("one");
        Pass(TimeSpan.FromSeconds(1));
        _server.Remove();
        var two = Start("two");
        Pass(TimeSpan.FromSeconds(2));

        Assert.False(one.Election.IsLeader);
        Assert.True(two.Election.IsLeader);
        Assert.Equal("two", _server.Holder);
    }

    [Fact]
    public async Task While_it_is_unknown_whose_write_came_between_nothing_is_written()
    {
        var one = Start("one");
        Pass(TimeSpan.FromSeconds(1));
        var fenced = one.Client.FencedBy(() => one.Election.IsLeader);
        one.Link.OnTheWayThere = (method, token) => method == HttpMethod.Get ? InPlace.Delay(Timeout.InfiniteTimeSpan, _time, token) : Task.CompletedTask;
        _server.Put(_server.Stored!.Spec);
        Pass(TimeSpan.FromSeconds(2));
        Assert.False(one.Election.IsLeader);
        await Assert.ThrowsAsync<WriteFencedException>(() => fenced.CreateAsync(_server.Stored!, null, CancellationToken.None));
        Assert.False(one.Stopped.IsCancellationRequested);

        one.Link.OnTheWayThere = (_, _) => Task.CompletedTask;
        Pass(TimeSpan.FromSeconds(6));
        Assert.True(one.Election.IsLeader);
    }

    [Fact]
    public void Who_does_not_lead_creates_a_lease_anew_that_was_its_own_and_is_gone_when_it_would_have_run_out()
    {
        _server.Put(new LeaseSpec { HolderIdentity = "one", LeaseDurationSeconds = 3600 });
        var one = Start("one", way: link => link.OnTheWayThere = (method, _) => method == HttpMethod.Get ? Task.CompletedTask : throw new IOException("reset"));
        Pass(TimeSpan.FromSeconds(5));
        Assert.False(one.Election.IsLeader);
        _server.Remove();
        one.Link.OnTheWayThere = (_, _) => Task.CompletedTask;
        Pass(TimeSpan.FromSeconds(12));
        // Another may have taken and lost it in between.
        Assert.False(one.Election.IsLeader);
        Pass(TimeSpan.FromSeconds(8));

        Assert.True(one.Election.IsLeader);
    }

    [Fact]
    public void Of_two_that_try_at_once_one_leads()
    {
        var (one, two) = (Start("one"), Start("two"));
        for (var i = 0; i < 600; i++)
        {
            Pass(Step);
            Assert.False(one.Election.IsLeader && two.Election.IsLeader);
        }

        Assert.True(one.Election.IsLeader || two.Election.IsLeader);
    }

    [Fact]
    public async Task On_the_way_out_it_gives_the_lease_back_and_the_next_one_leads_within_two_seconds()
    {
        var one = Start("one");
        Pass(TimeSpan.FromSeconds(1));
        var two = Start("two");
        Pass(TimeSpan.FromSeconds(30));
        Assert.False(two.Election.IsLeader);
        InPlace.Run(one.Life.Cancel);
        Pass(TimeSpan.FromSeconds(1.9));

        Assert.True(two.Election.IsLeader);
        await one.Run.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void The_lease_is_renewed_until_the_work_has_ended_and_given_back_last()
    {
        var work = new TaskCompletionSource();
        var one = Start("one", _ => work.Task);
        Pass(TimeSpan.FromSeconds(1));
        InPlace.Run(one.Life.Cancel);
        Pass(TimeSpan.FromSeconds(20));
        Assert.Equal("one", _server.Holder);
        Assert.True(one.Election.IsLeader);

        InPlace.Run(work.SetResult);
        Pass(Step);
        Assert.Equal("", _server.Holder);
        Assert.Equal(1, _server.Stored!.Spec!.LeaseDurationSeconds);
    }

    [Fact]
    public async Task Work_that_does_not_end_when_asked_to_is_left_behind_and_the_lease_with_it()
    {
        var one = Start("one", _ => new TaskCompletionSource().Task);
        Pass(TimeSpan.FromSeconds(1));
        InPlace.Run(one.Life.Cancel);
        Pass(TimeSpan.FromSeconds(35));

        Assert.Contains("did not end", (await Assert.ThrowsAsync<LeadershipLostException>(() => one.Run.WaitAsync(TimeSpan.FromSeconds(10)))).Message, StringComparison.Ordinal);
        Assert.Equal("one", _server.Holder);
    }

    [Fact]
    public async Task Work_that_fails_gives_the_lease_back_and_passes_its_error_on()
    {
        var one = Start("one", _ => throw new FormatException("broken"));
        Pass(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<FormatException>(() => one.Run.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal("", _server.Holder);
    }

    [Fact]
    public void A_release_that_conflicts_is_tried_again()
    {
        var one = Start("one");
        Pass(TimeSpan.FromSeconds(1));
        _server.Put(_server.Stored!.Spec);
        InPlace.Run(one.Life.Cancel);
        Pass(TimeSpan.FromSeconds(1));

        Assert.Equal("", _server.Holder);
    }

    [Fact]
    public void The_age_of_the_lease_tells_a_leader_that_has_lost_touch()
    {
        _server.Put(new LeaseSpec { HolderIdentity = "other", LeaseDurationSeconds = 5 });
        var one = Start("one");
        Assert.Null(one.Election.LeaseAge);
        Pass(TimeSpan.FromSeconds(20));

        Assert.InRange(one.Election.LeaseAge!.Value.TotalSeconds, 0, 2.1);
        one.Link.OnTheWayThere = (_, _) => throw new IOException("reset");
        Pass(TimeSpan.FromSeconds(7));
        Assert.InRange(one.Election.LeaseAge!.Value.TotalSeconds, 7, 9.1);
    }

    [Fact]
    public void A_lease_is_as_old_as_the_request_that_renewed_it_and_not_as_its_answer()
    {
        var one = Start("one", way: link => link.OnTheWayBack = (_, token) => InPlace.Delay(TimeSpan.FromSeconds(1), _time, token));
        while (!one.Election.IsLeader) Pass(Step);
        Assert.InRange(one.Election.LeaseAge!.Value.TotalSeconds, 1.9, 2.3);

        one.Link.OnTheWayBack = (_, token) => InPlace.Delay(TimeSpan.FromSeconds(3), _time, token);
        Pass(TimeSpan.FromSeconds(6));
        for (var i = 0; i < 100; i++)
        {
            Pass(Step);
            Assert.InRange(one.Election.LeaseAge!.Value.TotalSeconds, 2.9, 9);
        }
    }

    [Fact]
    public void Leadership_shows_in_the_metrics()
    {
        var name = $"lease-{Guid.NewGuid():N}";
        using var metrics = new MetricReader(name);
        var one = Start("one", name: name);
        Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(1, metrics.Value("leader_election_master_status"));
        Assert.Equal(0, metrics.Value("leader_election_slowpath_total"));
        _server.Put(_server.Stored!.Spec);
        Pass(TimeSpan.FromSeconds(3));
        Assert.Equal(1, metrics.Value("leader_election_slowpath_total"));

        InPlace.Run(one.Life.Cancel);
        Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(0, metrics.Value("leader_election_master_status"));
    }

    [Theory]
    [InlineData(10, 10, 2)]
    [InlineData(15, 10, 9)]
    [InlineData(15, 10, 0)]
    public void Times_that_leave_no_room_for_a_failed_renewal_are_refused(int lease, int renew, int retry) =>
        Assert.Throws<ArgumentException>(() => new LeaseElection(
            new LeaseServer.Link(_server).Client(_time),
            new LeaseElectionOptions
            {
                Namespace = "x",
                Name = "lease",
                LeaseDuration = TimeSpan.FromSeconds(lease),
                RenewDeadline = TimeSpan.FromSeconds(renew),
                RetryPeriod = TimeSpan.FromSeconds(retry),
            }));

    private Candidate Start(string identity, Func<CancellationToken, Task>? work = null, string name = "lease", Action<LeaseServer.Link>? way = null)
    {
        var link = new LeaseServer.Link(_server);
        way?.Invoke(link);
        var client = link.Client(_time);
        var election = new LeaseElection(client, new LeaseElectionOptions { Namespace = "x", Name = name, Identity = identity }, _time, new Random(identity.Length));
        var life = CancellationTokenSource.CreateLinkedTokenSource(_over.Token);
        var stopped = new CancellationTokenSource();
        var run = Task.CompletedTask;
        InPlace.Run(() => run = election.RunAsync(
            async token =>
            {
                token.UnsafeRegister(_ => stopped.Cancel(), null);
                await (work is null ? InPlace.Delay(Timeout.InfiniteTimeSpan, _time, token) : work(token));
            },
            life.Token));
        _running.Add(run);
        return new Candidate(election, link, client, life, run, stopped.Token);
    }

    private void Pass(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += Step) InPlace.Run(() => _time.Advance(Step));
    }

    /// <summary>A clock that may jump without a timer noticing, as for a machine that wakes from a sleep.</summary>
    private sealed class SleepyClock() : FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(60))
    {
        public TimeSpan Slept { get; set; }

        public override long GetTimestamp() => base.GetTimestamp() + (long)(Slept.TotalSeconds * TimestampFrequency);
    }

    private sealed record Candidate(
        LeaseElection Election, LeaseServer.Link Link, KubeClient Client, CancellationTokenSource Life, Task Run, CancellationToken Stopped);
}
