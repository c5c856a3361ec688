namespace CounterApp.Visits;

/// <summary>Where to go on from: a pure decision over what the volume holds.</summary>
internal abstract record StartingPoint
{
    private StartingPoint()
    {
    }

    /// <summary>
    /// While visits.txt is settled it is the truth. From the next visit on the journal is never behind, and visits.txt may be behind
    /// or broken only where the machine lost power before it reached the disk: then the journal decides.
    /// </summary>
    /// <param name="text">The content of visits.txt; null when there is none.</param>
    /// <param name="journal">The newest whole record; null when there is no journal.</param>
    /// <param name="boot">The boot of the machine now.</param>
    public static StartingPoint Find(byte[]? text, JournalRecord? journal, Guid boot)
    {
        if (text is null) return journal is { } last ? new GoOn(last.Visits, "visits.txt is missing, its journal is not") : new GoOn(0);
        var problem = VisitText.Read(text, out var visits);
        if (problem is null) return FromNumber(visits, journal);
        return journal is { Settled: false } unsettled && unsettled.Boot != boot
            ? new GoOn(unsettled.Visits, $"visits.txt {problem} after a loss of power")
            : new Damaged(problem, journal?.Visits);
    }

    private static GoOn FromNumber(long visits, JournalRecord? journal) => journal switch
    {
        { Settled: true } last when last.Visits > visits => new(visits, $"visits.txt was lowered from {last.Visits} by someone else, so this is a new volume"),
        { Settled: true } last when last.Visits < visits => new(visits, $"visits.txt was raised from {last.Visits} by someone else"),
        { Settled: false } last when last.Visits > visits => new(last.Visits, $"visits.txt is behind at {visits}"),
        _ => new(visits),
    };

    /// <summary>Go on from this number.</summary>
    /// <param name="Notice">Why it is not simply the number in visits.txt; null if it is.</param>
    public sealed record GoOn(long Visits, string? Notice = null) : StartingPoint;

    /// <summary>visits.txt is not a number, and no loss of power can be the reason: somebody has to look.</summary>
    /// <param name="Problem">What is wrong, to follow the name of the file.</param>
    /// <param name="JournalVisits">What the journal says, if there is one.</param>
    public sealed record Damaged(string Problem, long? JournalVisits) : StartingPoint;
}
