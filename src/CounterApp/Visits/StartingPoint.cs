using CounterApp.Volumes;

namespace CounterApp.Visits;

/// <summary>Where to go on from: a pure decision over what the volume holds.</summary>
/// <param name="Visits">The number to go on from.</param>
/// <param name="Notice">Why it is not simply the number in visits.txt; null if it is.</param>
internal sealed record StartingPoint(long Visits, string? Notice = null)
{
    /// <summary>
    /// visits.txt is the truth as long as it was settled; from then on the journal is never behind an acknowledged visit, and
    /// visits.txt may be behind it (or broken) only if the machine lost power before it reached the disk.
    /// </summary>
    /// <exception cref="DamagedVolumeException">visits.txt is damaged, and a loss of power cannot be the reason.</exception>
    public static StartingPoint Find(byte[]? text, JournalRecord? journal, Guid boot)
    {
        if (text is null) return journal is { } last ? new(last.Visits, "visits.txt is missing, the journal is not") : new(0);
        var problem = VisitText.Read(text, out var visits);
        if (problem is null) return FromNumber(visits, journal);
        if (journal is { Settled: false } lost && lost.Boot != boot) return new(lost.Visits, $"visits.txt {problem} after a loss of power");
        throw new DamagedVolumeException(
            $"visits.txt {problem}. Nothing was changed. Write the right number into it"
            + (journal is { } known ? $" (the journal says {known.Visits})." : "."));
    }

    private static StartingPoint FromNumber(long visits, JournalRecord? journal) => journal switch
    {
        null => new(visits),
        { Settled: true } last when last.Visits != visits => new(visits, $"visits.txt was changed from {last.Visits} by someone else"),
        { Settled: false } last when last.Visits > visits => new(last.Visits, $"visits.txt is behind at {visits}"),
        _ => new(visits),
    };
}
