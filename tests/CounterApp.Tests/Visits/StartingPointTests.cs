using System.Text;
using CounterApp.Visits;

namespace CounterApp.Tests.Visits;

public sealed class StartingPointTests
{
    private static readonly Guid ThisBoot = Guid.NewGuid();
    private static readonly Guid EarlierBoot = Guid.NewGuid();

    [Fact]
    public void An_empty_volume_starts_at_zero() => Assert.Equal(GoOn(0), Find(null, null));

    [Fact]
    public void Without_a_journal_the_text_is_the_truth()
    {
        Assert.Equal(GoOn(12), Find("12", null));
        Assert.Equal(new StartingPoint.Damaged("is empty", JournalVisits: null), Find("", null));
    }

    [Theory]
    [InlineData("12", 12)]
    [InlineData("3", 3)]
    [InlineData("700", 700)]
    public void A_settled_text_is_the_truth_even_if_someone_changed_it(string text, long visits) =>
        Assert.Equal(visits, Assert.IsType<StartingPoint.GoOn>(Find(text, Settled(12))).Visits);

    [Theory]
    [InlineData("11", 12)]
    [InlineData("12", 12)]
    [InlineData("13", 13)]
    public void While_visits_are_counted_the_higher_number_is_the_truth(string text, long visits)
    {
        Assert.Equal(visits, Assert.IsType<StartingPoint.GoOn>(Find(text, Counting(12, ThisBoot))).Visits);
        Assert.Equal(visits, Assert.IsType<StartingPoint.GoOn>(Find(text, Counting(12, EarlierBoot))).Visits);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0\0\0")]
    public void A_broken_text_is_put_right_from_the_journal_only_if_the_machine_has_lost_its_memory_since(string text)
    {
        Assert.Equal(12, Assert.IsType<StartingPoint.GoOn>(Find(text, Counting(12, EarlierBoot))).Visits);
        Assert.Equal(12, Assert.IsType<StartingPoint.Damaged>(Find(text, Counting(12, ThisBoot))).JournalVisits);
        Assert.Equal(12, Assert.IsType<StartingPoint.Damaged>(Find(text, Settled(12))).JournalVisits);
    }

    [Fact]
    public void A_missing_text_is_put_right_from_the_journal()
    {
        Assert.Equal(12, Assert.IsType<StartingPoint.GoOn>(Find(null, Settled(12))).Visits);
        Assert.Equal(12, Assert.IsType<StartingPoint.GoOn>(Find(null, Counting(12, ThisBoot))).Visits);
    }

    [Fact]
    public void It_tells_when_it_did_not_simply_read_the_text()
    {
        Assert.Null(Assert.IsType<StartingPoint.GoOn>(Find("12", Settled(12))).Notice);
        Assert.Equal("visits.txt was raised from 12 by someone else", Assert.IsType<StartingPoint.GoOn>(Find("700", Settled(12))).Notice);
        Assert.Equal("visits.txt was lowered from 12 by someone else, so this is a new volume", Assert.IsType<StartingPoint.GoOn>(Find("3", Settled(12))).Notice);
        Assert.Equal("visits.txt is behind at 3", Assert.IsType<StartingPoint.GoOn>(Find("3", Counting(12, EarlierBoot))).Notice);
    }

    private static StartingPoint GoOn(long visits) => new StartingPoint.GoOn(visits);

    private static StartingPoint Find(string? text, JournalRecord? journal) =>
        StartingPoint.Find(text is null ? null : Encoding.ASCII.GetBytes(text), journal, ThisBoot);

    private static JournalRecord Settled(long visits) => new(1, visits, Settled: true, EarlierBoot);

    private static JournalRecord Counting(long visits, Guid boot) => new(1, visits, Settled: false, boot);
}
