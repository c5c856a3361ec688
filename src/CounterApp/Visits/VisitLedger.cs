using CounterApp.Volumes;

namespace CounterApp.Visits;

/// <summary>
/// The durable number of visits. One caller at a time.
/// <para>
/// A commit costs one flush: the number goes into the next visits.txt, unseen; then into the journal, which is flushed; then the next
/// visits.txt swaps into place. So visits.txt is never behind a commit that returned, and never ahead of what is durable.
/// </para>
/// </summary>
internal sealed class VisitLedger : IDisposable
{
    private readonly IVolume _volume;
    private readonly PublishedNumber _published;
    private Journal? _journal;

    private VisitLedger(IVolume volume, StartingPoint.GoOn start)
    {
        _volume = volume;
        _published = new PublishedNumber(volume);
        (Visits, Notice) = start;
    }

    /// <summary>How many visits are durable.</summary>
    public long Visits { get; private set; }

    /// <summary>Whether visits.txt is durable by itself.</summary>
    public bool Settled { get; private set; }

    /// <summary>What was odd about the volume at the start, if anything.</summary>
    public string? Notice { get; }

    /// <summary>Takes the volume and finds the number to go on from. Writes nothing but the lock.</summary>
    /// <exception cref="UnusableVolumeException">The volume is in use, or holds no number that can be trusted.</exception>
    /// <exception cref="IOException">The disk refuses; try again later.</exception>
    public static VisitLedger Open(IVolume volume)
    {
        volume.Lock();
        var text = volume.Read(PublishedNumber.Name, VisitText.Longest);
        return StartingPoint.Find(text, Journal.Read(volume), volume.Boot) switch
        {
            StartingPoint.GoOn start => new VisitLedger(volume, start),
            StartingPoint.Damaged damaged => throw Refusal(volume, damaged),
            _ => throw new InvalidOperationException("No such starting point."),
        };
    }

    /// <summary>Makes <paramref name="visits"/> the durable and the published number.</summary>
    /// <exception cref="IOException">It is not. <see cref="Visits"/> stays, and is still durable; the next commit starts from there.</exception>
    public void Commit(long visits)
    {
        try
        {
            var journal = Begin();
            _published.Prepare(visits);
            Settled = false;
            journal.Append(visits, settled: false);
            _published.Publish();
            Visits = visits;
        }
        catch
        {
            _published.Discard();
            throw;
        }
    }

    /// <summary>Readies the next commit while nobody waits for it.</summary>
    public void MakeReady() => _published.MakeNext();

    /// <summary>Makes visits.txt durable by itself, so that it can be trusted, copied and edited without the journal.</summary>
    public void Settle()
    {
        if (Settled) return;
        var journal = Begin();
        _published.Flush();
        journal.Append(Visits, settled: true);
        Settled = true;
    }

    public void Dispose()
    {
        _journal?.Dispose();
        _published.Dispose();
    }

    /// <summary>
    /// Before the first record of ours, visits.txt is written anew and flushed before it gets its name: a record of this boot says
    /// that visits.txt is whole as long as the machine runs, and a settled one that it stays whole.
    /// </summary>
    private Journal Begin()
    {
        _journal ??= Journal.Open(_volume, Visits);
        if (_published.Any) return _journal;
        _published.Prepare(Visits);
        _published.FlushPrepared();
        _published.Publish();
        return _journal;
    }

    private static UnusableVolumeException Refusal(IVolume volume, StartingPoint.Damaged damaged)
    {
        var known = damaged.JournalVisits is { } visits ? $" (its journal says {visits})" : "";
        return new($"{volume.PathOf(PublishedNumber.Name)} {damaged.Problem}. Nothing was changed. Write the right number into it{known}.");
    }
}
