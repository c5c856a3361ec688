using CounterApp.Volumes;

namespace CounterApp.Visits;

/// <summary>
/// The durable number of visits. One caller at a time.
/// <para>
/// A commit costs one flush: the number goes into the next visits.txt, unseen; then into the journal, which is flushed; then the next
/// visits.txt swaps into place. So visits.txt is never behind a commit that returned, and never ahead of what is durable.
/// </para>
/// <para>
/// A merge writes the sealed entries into a file that nothing names yet; the record that names it is what makes them count.
/// </para>
/// </summary>
internal sealed class VisitLedger : IDisposable
{
    private readonly IVolume _volume;
    private readonly PublishedNumber _published;
    private Replica _replica;
    private Journal? _journal;
    private long _generationOnDisk;

    /// <summary>Whether the newest record of the journal is certainly that of <see cref="Replica"/>.</summary>
    private bool _confirmed;

    private VisitLedger(IVolume volume, StartingPoint.GoOn start, JournalRecord? journal, Guid pod)
    {
        _volume = volume;
        _published = new PublishedNumber(volume);
        _replica = Replica.Begin(journal, EntriesFile.Read(volume, journal), start.Visits, pod);
        _generationOnDisk = journal?.Generation ?? 0;
        _confirmed = journal is null;
        Notice = start.Notice;
    }

    /// <summary>How many visits are durable.</summary>
    public long Visits => _replica.Visits;

    /// <summary>What is durable. Only before the first success it is not, and nobody else may hear of it.</summary>
    public Replica Replica => _replica;

    /// <summary>Whether visits.txt is durable by itself.</summary>
    public bool Settled { get; private set; }

    /// <summary>What was odd about the volume at the start, if anything.</summary>
    public string? Notice { get; }

    /// <summary>Takes the volume for <paramref name="pod"/> and finds the number to go on from. Writes nothing but the lock.</summary>
    /// <exception cref="UnusableVolumeException">The volume is in use, or holds no number that can be trusted.</exception>
    /// <exception cref="IOException">The disk refuses; try again later.</exception>
    public static VisitLedger Open(IVolume volume, Guid pod)
    {
        volume.Lock();
        var text = volume.Read(PublishedNumber.Name, VisitText.Longest);
        var journal = Journal.Read(volume);
        return StartingPoint.Find(text, journal, volume.Boot) switch
        {
            StartingPoint.GoOn start => new VisitLedger(volume, start, journal, pod),
            StartingPoint.Damaged damaged => throw Refusal(volume, damaged),
            _ => throw new InvalidOperationException("No such starting point."),
        };
    }

    /// <summary>Makes <paramref name="visits"/> the durable and the published number.</summary>
    /// <exception cref="IOException">It is not. <see cref="Visits"/> stays, and is still durable; the next commit starts from there.</exception>
    public void Commit(long visits) => Commit(_replica.Counting(visits));

    /// <summary>Makes what a peer knows durable here, and published.</summary>
    /// <exception cref="IOException">It is not; see <see cref="Commit(long)"/>.</exception>
    /// <exception cref="OverflowException">The sum does not fit 64 bits; nothing was changed.</exception>
    public void Merge(VisitEntries learned) => Commit(_replica.Merge(learned));

    /// <summary>Makes durable that this pod counts no more, or again.</summary>
    /// <exception cref="IOException">It is not; see <see cref="Commit(long)"/>.</exception>
    public void SetClosed(bool closed) => Commit(_replica with { Closed = closed });

    /// <summary>Readies the next commit while nobody waits for it.</summary>
    public void MakeReady() => _published.MakeNext();

    /// <summary>Makes visits.txt durable by itself, so that it can be trusted, copied and edited without the journal.</summary>
    public void Settle()
    {
        if (Settled) return;
        var journal = Begin();
        _published.Flush();
        journal.Append(_replica, settled: true);
        Settled = true;
    }

    public void Dispose()
    {
        _journal?.Dispose();
        _published.Dispose();
    }

    private void Commit(in Replica next)
    {
        var visits = next.Visits;
        try
        {
            var journal = Begin();
            WriteEntries(next);
            _published.Prepare(visits);
            Settled = _confirmed = false;
            journal.Append(next, settled: false);
            _published.Publish();
            _replica = next;
            _generationOnDisk = next.Generation;
            _confirmed = true;
        }
        catch
        {
            _published.Discard();
            throw;
        }
    }

    /// <summary>
    /// Before the first record of ours, visits.txt is written anew and flushed before it gets its name: a record of this boot says
    /// that visits.txt is whole as long as the machine runs, and a settled one that it stays whole. After a commit that failed half-way
    /// it is written anew too, as the failed one may have swapped names all the same.
    /// </summary>
    private Journal Begin()
    {
        _journal ??= Journal.Open(_volume, _replica);
        if (_published.Any && _confirmed) return _journal;
        _published.Discard();
        _published.Prepare(Visits);
        _published.FlushPrepared();
        _published.Publish();
        if (!_confirmed) Confirm(_journal);
        return _journal;
    }

    /// <summary>
    /// The newest record may be one that failed, and name entries that the next merge would write over. Here it becomes the true one,
    /// when no loss of power can bring back a higher number in visits.txt any more: that would be taken for visits of our own.
    /// </summary>
    private void Confirm(Journal journal)
    {
        _volume.FlushNames();
        WriteEntries(_replica);
        _generationOnDisk = _replica.Generation;
        journal.Append(_replica, settled: false);
        _confirmed = true;
    }

    private void WriteEntries(in Replica replica)
    {
        if (replica.Generation != _generationOnDisk) EntriesFile.Write(_volume, replica.Sealed, replica.Generation);
    }

    private static UnusableVolumeException Refusal(IVolume volume, StartingPoint.Damaged damaged)
    {
        var known = damaged.JournalVisits is { } visits ? $" (its journal says {visits})" : "";
        return new($"{volume.PathOf(PublishedNumber.Name)} {damaged.Problem}. Nothing was changed. Write the right number into it{known}.");
    }
}
