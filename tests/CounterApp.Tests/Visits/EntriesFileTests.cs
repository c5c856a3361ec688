using System.Text;
using CounterApp.Tests.Laboratory;
using CounterApp.Visits;
using CounterApp.Volumes;

namespace CounterApp.Tests.Visits;

/// <summary>The entries on a volume against the record of the journal that names them.</summary>
public sealed class EntriesFileTests
{
    private static readonly VisitEntries Entries = VisitEntries.Empty.Raise(new ReplicaKey(Guid.NewGuid(), Guid.NewGuid()), 40);

    [Fact]
    public void The_entries_of_the_generation_that_the_journal_names_are_read()
    {
        var disk = new SimulatedDisk();
        using var volume = new SimulatedVolume(disk);
        EntriesFile.Write(volume, Entries, 3);
        EntriesFile.Write(volume, VisitEntries.Empty, 4);

        Assert.Equal(Entries.ToDictionary(), EntriesFile.Read(volume, Record(visits: 41, own: 1, generation: 3)).ToDictionary());
        Assert.Empty(EntriesFile.Read(volume, Record(visits: 1, own: 1, generation: 4)));
        Assert.Empty(EntriesFile.Read(volume, Record(visits: 1, own: 1, generation: 0)));
        Assert.Empty(EntriesFile.Read(volume, journal: null));
    }

    [Theory]
    [InlineData(null, 41, "is missing")]
    [InlineData("", 41, "is damaged")]
    [InlineData("visits entries 5\n", 41, "is damaged")]
    [InlineData("other", 41, "is not of generation 5, as visits.journal is")]
    [InlineData("right", 40, "does not add up to the number in visits.journal")]
    public void Anything_else_is_damage_and_says_what_is_wrong(string? content, long visits, string problem)
    {
        var written = content switch
        {
            "other" => EntriesText.Write(Entries, 3),
            "right" => EntriesText.Write(Entries, 5),
            _ => Encoding.ASCII.GetBytes(content ?? ""),
        };
        using var volume = new SimulatedVolume(content is null ? new SimulatedDisk() : SimulatedDisk.With(("visits.entries-1", written)));

        var damage = Assert.Throws<UnusableVolumeException>(() => EntriesFile.Read(volume, Record(visits, own: 1, generation: 5)));

        Assert.StartsWith($"/data/visits.entries-1 {problem}. Nothing was changed. ", damage.Message, StringComparison.Ordinal);
    }

    private static JournalRecord Record(long visits, long own, long generation) =>
        new(1, visits, Settled: true, Guid.NewGuid(), new ReplicaKey(Guid.NewGuid(), Guid.NewGuid()), Guid.NewGuid(), own, generation);
}
