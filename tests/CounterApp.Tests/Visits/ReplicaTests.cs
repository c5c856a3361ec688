using CounterApp.Visits;

namespace CounterApp.Tests.Visits;

public sealed class ReplicaTests
{
    private static readonly Guid Pod = Guid.NewGuid();
    private static readonly ReplicaKey Peer = new(Guid.NewGuid(), Guid.NewGuid());

    [Fact]
    public void A_bare_number_is_what_a_new_volume_has_counted_itself()
    {
        var replica = Begin(journal: null, visits: 41);

        Assert.Equal((41, 41, 0), (replica.Visits, replica.Own, replica.Generation));
        Assert.Equal(Pod, replica.Key.Incarnation);
        Assert.NotEqual(Begin(journal: null, visits: 41).Key.Volume, replica.Key.Volume);
    }

    [Fact]
    public void A_record_of_the_first_version_makes_a_new_volume() =>
        Assert.Equal((41, 41), Seen(Begin(new JournalRecord(7, 41, Settled: true, Guid.NewGuid()), visits: 41)));

    [Fact]
    public void The_same_pod_goes_on_under_the_same_key()
    {
        var before = Begin(null, 41).Merge(Known(Peer, 9));

        var after = Begin(Record(before), before.Visits, before.Sealed);

        Assert.Equal(before, after);
    }

    [Fact]
    public void Another_pod_seals_what_there_is_and_starts_at_0_under_a_key_of_its_own()
    {
        var before = Begin(null, 41).Merge(Known(Peer, 9)) with { Closed = true };
        var pod = Guid.NewGuid();

        var after = Replica.Begin(Record(before), before.Sealed, before.Visits, pod);

        Assert.Equal((50, 0), Seen(after));
        Assert.Equal(before.Key with { Incarnation = pod }, after.Key);
        Assert.Equal((41, 9), (after.Sealed[before.Key], after.Sealed[Peer]));
        Assert.False(after.Closed);
        Assert.Equal(before.Generation + 1, after.Generation);
    }

    [Fact]
    public void A_pod_that_counted_nothing_leaves_no_entry_behind()
    {
        var before = Replica.Begin(Record(Begin(null, 41)), VisitEntries.Empty, 41, Guid.NewGuid());

        var after = Replica.Begin(Record(before), before.Sealed, before.Visits, Guid.NewGuid());

        Assert.Single(after.Sealed);
        Assert.Equal(before.Generation, after.Generation);
    }

    [Fact]
    public void A_pod_that_comes_back_to_a_volume_that_another_one_had_takes_a_new_key()
    {
        var first = Begin(null, 41);
        var second = Replica.Begin(Record(first), first.Sealed, 41, Guid.NewGuid()).Counting(44);

        var third = Begin(Record(second), second.Visits, second.Sealed);

        Assert.Equal((44, 0), Seen(third));
        Assert.Equal((41, 3), (third.Sealed[first.Key], third.Sealed[second.Key]));
        Assert.DoesNotContain(third.Key, third.Sealed.Select(entry => entry.Key));
    }

    [Fact]
    public void A_higher_number_that_someone_wrote_is_counted_by_the_pod_that_finds_it()
    {
        var before = Begin(null, 41);

        Assert.Equal((50, 50), Seen(Begin(Record(before), 50)));
        Assert.Equal((50, 9), Seen(Replica.Begin(Record(before), before.Sealed, 50, Guid.NewGuid())));
    }

    [Fact]
    public void A_lower_number_that_someone_wrote_makes_a_new_volume_that_knows_nobody()
    {
        var before = Begin(null, 41).Merge(Known(Peer, 9));

        var after = Begin(Record(before), 3, before.Sealed);

        Assert.Equal((3, 3), Seen(after));
        Assert.NotEqual(before.Key.Volume, after.Key.Volume);
        Assert.Empty(after.Sealed);
        Assert.Equal(before.Generation + 1, after.Generation);
    }

    [Fact]
    public void What_a_peer_knows_of_the_own_count_is_no_news()
    {
        var replica = Begin(null, 41);

        Assert.Equal(replica, replica.Merge(Known(replica.Key, 41)));
        Assert.Equal(replica, replica.Merge(Known(replica.Key, 1)));
    }

    [Fact]
    public void A_peer_that_knows_more_of_the_own_count_shows_that_the_volume_is_an_older_copy()
    {
        var copy = Begin(Record(Begin(null, 41)), 41).Counting(44);

        var merged = copy.Merge(Known(copy.Key, 60));

        Assert.Equal((63, 3), Seen(merged));
        Assert.Equal(60, merged.Sealed[copy.Key]);
        Assert.Equal(copy.Key.Volume, merged.Key.Volume);
        Assert.NotEqual(copy.Key, merged.Key);
        Assert.Equal(merged, merged.Merge(Known(copy.Key, 60)));
        Assert.Equal((65, 5), Seen(merged.Counting(65)));

        var restarted = Begin(Record(merged), merged.Visits, merged.Sealed);
        Assert.Equal(merged.Key, restarted.Key);
        Assert.Equal((63, 3), Seen(restarted));
    }

    [Fact]
    public void What_does_not_fit_64_bits_is_refused()
    {
        Assert.Equal(long.MaxValue, Begin(null, 1).Merge(Known(Peer, long.MaxValue - 1)).Visits);
        Assert.Throws<OverflowException>(() => Begin(null, 1).Merge(Known(Peer, long.MaxValue)).Visits);
    }

    private static (long Visits, long Own) Seen(Replica replica) => (replica.Visits, replica.Own);

    private static Replica Begin(JournalRecord? journal, long visits, VisitEntries? others = null) =>
        Replica.Begin(journal, others ?? VisitEntries.Empty, visits, Pod);

    private static JournalRecord Record(Replica replica) => JournalRecord.Of(replica, 1, settled: true, Guid.NewGuid());

    private static VisitEntries Known(ReplicaKey key, long count) => VisitEntries.Empty.Raise(key, count);
}
