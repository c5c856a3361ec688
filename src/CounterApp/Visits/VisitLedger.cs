using CounterApp.Volumes;

namespace CounterApp.Visits;

/// <summary>
/// The durable number of visits. One caller at a time.
/// <para>
/// A commit costs one flush: the number goes into the next visits.txt (unseen), then into the journal, which is flushed, then the
/// file swaps into place. So visits.txt is never behind a commit that returned and never ahead of what is durable.
/// </para>
/// </summary>
internal sealed class VisitLedger : IDisposable
{
    private readonly Journal _journal;
    private readonly PublishedNumber _published;

    private VisitLedger(Journal journal, PublishedNumber published, StartingPoint start)
    {
        _journal = journal;
        _published = published;
        Visits = start.Visits;
        Notice = start.Notice;
    }

    /// <summary>How many visits are durable.</summary>
    public long Visits { get; private set; }

    /// <summary>Whether visits.txt is durable by itself.</summary>
    public bool Settled { get; private set; }

    /// <summary>What was odd about the volume at the start, if anything.</summary>
    public string? Notice { get; }

    /// <exception cref="DamagedVolumeException">The volume is in use, or holds no number that can be trusted. Nothing was changed.</exception>
    /// <exception cref="IOException">The disk refuses; try again later.</exception>
    public static VisitLedger Open(IVolume volume)
    {
        volume.Lock();
        var text = volume.Read(PublishedNumber.Name, limit: 1024);
        var start = StartingPoint.Find(text, Journal.Read(volume), volume.Boot);
        var journal = Journal.Open(volume, start.Visits);
        var ledger = new VisitLedger(journal, new PublishedNumber(volume), start);
        try
        {
            ledger.Commit(start.Visits);
            ledger.Settle();
            return ledger;
        }
        catch
        {
            ledger.Dispose();
            throw;
        }
    }

    /// <summary>Makes <paramref name="visits"/> the durable and the published number.</summary>
    /// <exception cref="IOException">It is not. <see cref="Visits"/> stays, and is still durable; the next commit starts from there.</exception>
    public void Commit(long visits)
    {
        try
        {
            _published.Prepare(visits);
            Settled = false;
            _journal.Append(visits, settled: false);
            _published.Publish();
            Visits = visits;
        }
        catch
        {
            _published.Discard();
            throw;
        }
    }

    /// <summary>Readies the next commit; nothing is lost when it fails.</summary>
    public void MakeReady() => _published.MakeNext();

    /// <summary>Makes visits.txt durable by itself, so that it can be trusted without the journal.</summary>
    public void Settle()
    {
        if (Settled) return;
        _published.Settle();
        _journal.Append(Visits, settled: true);
        Settled = true;
    }

    public void Dispose()
    {
        _journal.Dispose();
        _published.Dispose();
    }
}
