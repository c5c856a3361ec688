using CounterApp.Volumes;

namespace CounterApp.Visits;

/// <summary>
/// The number of visits on a disk that may refuse: what is durable stays, what cannot be made durable is not counted, and the reason
/// is known until the disk is well again. One thread changes it; any thread may read <see cref="Visits"/> and <see cref="Trouble"/>.
/// </summary>
/// <param name="volume">Where the number lives.</param>
/// <param name="damaged">Called when a volume that could not be read at the start turns out to be damaged.</param>
internal sealed class DurableNumber(IVolume volume, Action<DamagedVolumeException> damaged) : IDisposable
{
    private const long Unknown = -1;

    private VisitLedger? _ledger;
    private long _visits = Unknown;
    private long _visitsAtLastLook;
    private volatile string? _trouble = "The volume has not been opened yet.";

    /// <summary>How many visits are durable; null until the volume could be read.</summary>
    public long? Visits => Interlocked.Read(ref _visits) is var visits && visits != Unknown ? visits : null;

    /// <summary>Why visits cannot be made durable now, in the disk's words; null when they can.</summary>
    public string? Trouble => _trouble;

    /// <summary>Reads the volume. A disk that refuses is tried again later.</summary>
    /// <returns>What was odd about the volume, if anything.</returns>
    /// <exception cref="DamagedVolumeException">There is no number to go on from, or another process has the volume.</exception>
    public string? Open()
    {
        try
        {
            _ledger = VisitLedger.Open(volume);
            return Well(_ledger.Visits) ? _ledger.Notice : null;
        }
        catch (Exception e) when (IsRefusal(e))
        {
            _trouble = e.Message;
            return null;
        }
    }

    /// <summary>Adds <paramref name="count"/> visits and returns when they are durable and visible to all.</summary>
    /// <param name="first">The number of the first of them.</param>
    /// <returns>False when the disk refused: nothing was added, and <see cref="Trouble"/> says why.</returns>
    public bool TryAdd(int count, out long first)
    {
        first = 0;
        if (_ledger is null && !TryOpenLate()) return false;
        try
        {
            first = _ledger!.Visits + 1;
            _ledger.Commit(checked(_ledger.Visits + count));
            return Well(_ledger.Visits);
        }
        catch (Exception e) when (IsRefusal(e))
        {
            _trouble = e.Message;
            return false;
        }
    }

    /// <summary>Gets ready for the next visit while nobody waits.</summary>
    public void MakeReady() => Try(ledger => ledger.MakeReady());

    /// <summary>From time to time: finds out whether a failing disk is well again; settles visits.txt when there were no visits since last time.</summary>
    public void LookAfter()
    {
        if (_ledger is null) TryOpenLate();
        else if (_trouble is not null) Try(ledger => ledger.Commit(ledger.Visits));
        else if (_visitsAtLastLook == _ledger.Visits) Try(ledger => ledger.Settle());
        _visitsAtLastLook = _ledger?.Visits ?? 0;
    }

    /// <summary>Makes visits.txt durable by itself and lets the volume go.</summary>
    public void Dispose()
    {
        if (_ledger is not null) Try(ledger => ledger.Settle());
        _ledger?.Dispose();
    }

    private static bool IsRefusal(Exception e) => e is IOException or UnauthorizedAccessException or OverflowException;

    private bool TryOpenLate()
    {
        try
        {
            Open();
        }
        catch (DamagedVolumeException e)
        {
            _trouble = e.Message;
            damaged(e);
        }

        return _ledger is not null;
    }

    private void Try(Action<VisitLedger> action)
    {
        try
        {
            action(_ledger!);
            _trouble = null;
        }
        catch (Exception e) when (IsRefusal(e))
        {
            _trouble = e.Message;
        }
    }

    private bool Well(long visits)
    {
        Interlocked.Exchange(ref _visits, visits);
        _trouble = null;
        return true;
    }
}
