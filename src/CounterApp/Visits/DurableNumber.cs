using CounterApp.Volumes;

namespace CounterApp.Visits;

/// <summary>
/// The number of visits on a disk that may refuse: what is durable stays, what cannot be made durable is not counted, and the reason
/// is known until the disk is well again. One thread changes it; any thread may read <see cref="Visits"/>, <see cref="Replica"/> and why
/// visits are refused.
/// </summary>
/// <param name="volume">Where the number lives.</param>
/// <param name="pod">Who counts on it.</param>
/// <param name="log">Where trouble and its end are told.</param>
/// <param name="damaged">Called when a volume that could not be read at the start turns out to be damaged.</param>
internal sealed partial class DurableNumber(IVolume volume, Guid pod, ILogger<DurableNumber> log, Action<UnusableVolumeException> damaged) : IDisposable
{
    private const long Unknown = -1;
    private const string NotOpened = "The volume has not been opened yet.";
    private const string HandedOver = "handed over, visits are counted elsewhere";

    private readonly Lock _gate = new();
    private VisitLedger? _ledger;
    private long _visits = Unknown;
    private long _visitsAtLastLook;
    private Replica? _replica;
    private volatile bool _closed;
    private volatile string? _trouble = NotOpened;

    /// <summary>How many visits are durable; null until the volume could be read.</summary>
    public long? Visits => Interlocked.Read(ref _visits) is var visits && visits != Unknown ? visits : null;

    /// <summary>Why visits cannot be made durable now, in the disk's words; null when they can.</summary>
    public string? Trouble => _trouble;

    /// <summary>Whether visits are refused because this pod handed over.</summary>
    public bool Closed => _closed;

    /// <summary>Why visits are refused now; null when they are counted.</summary>
    public string? Refusal => _trouble ?? (_closed ? HandedOver : null);

    /// <summary>What is durable, entry by entry; null until something is.</summary>
    public Replica? Replica
    {
        get
        {
            lock (_gate) return _replica;
        }
    }

    /// <summary>Finds the number and makes it durable anew. A disk that refuses is tried again later.</summary>
    /// <exception cref="UnusableVolumeException">There is no number to go on from, or another process has the volume.</exception>
    public void Open()
    {
        try
        {
            _ledger = VisitLedger.Open(volume, pod);
        }
        catch (Exception e) when (IsRefusal(e))
        {
            Unwell(e.Message);
            return;
        }

        Interlocked.Exchange(ref _visits, _ledger.Visits);
        _closed = _ledger.Replica.Closed;
        if (_ledger.Notice is { } notice) LogNotice(log, notice, _ledger.Visits);
        Try(ledger => ledger.Settle());
    }

    /// <summary>Adds <paramref name="count"/> visits and returns when they are durable and visible to all.</summary>
    /// <param name="first">The number of the first of them.</param>
    /// <returns>False when nothing was added; <see cref="Refusal"/> says why.</returns>
    public bool TryAdd(int count, out long first)
    {
        first = 0;
        if (_ledger is null && !TryOpenLate()) return false;
        if (_closed) return false;
        first = _ledger!.Visits + 1;
        try
        {
            _ledger.Commit(checked(_ledger.Visits + count));
        }
        catch (Exception e) when (IsRefusal(e) || e is OverflowException)
        {
            Unwell(e is OverflowException ? $"No more than {long.MaxValue} visits can be counted." : e.Message);
            return false;
        }

        Well();
        return true;
    }

    /// <summary>Takes over what a peer knows and returns when it is durable and visible to all.</summary>
    /// <returns>False when the disk refused: nothing was taken over, and <see cref="Trouble"/> says why.</returns>
    /// <exception cref="OverflowException">The sum does not fit 64 bits; nothing was changed.</exception>
    public bool TryMerge(VisitEntries learned) => (_ledger is not null || TryOpenLate()) && Try(ledger => ledger.Merge(learned));

    /// <summary>From now on no visit is counted, or visits are counted again; returns when that is durable.</summary>
    /// <returns>False when the disk refused: all is as before, and <see cref="Trouble"/> says why.</returns>
    public bool TryClose(bool closed) => (_ledger is not null || TryOpenLate()) && Try(ledger => ledger.SetClosed(closed));

    /// <summary>Gets ready for the next visit while nobody waits. That it worked does not mean that a visit would.</summary>
    public void MakeReady()
    {
        try
        {
            _ledger?.MakeReady();
        }
        catch (Exception e) when (IsRefusal(e))
        {
            Unwell(e.Message);
        }
    }

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

    private static bool IsRefusal(Exception e) => e is IOException or UnauthorizedAccessException;

    private bool TryOpenLate()
    {
        try
        {
            Open();
        }
        catch (UnusableVolumeException e)
        {
            Unwell(e.Message);
            damaged(e);
        }

        return _ledger is not null;
    }

    private bool Try(Action<VisitLedger> action)
    {
        try
        {
            action(_ledger!);
            Well();
            return true;
        }
        catch (Exception e) when (IsRefusal(e))
        {
            Unwell(e.Message);
            return false;
        }
    }

    private void Well()
    {
        Interlocked.Exchange(ref _visits, _ledger!.Visits);
        lock (_gate) _replica = _ledger.Replica;
        _closed = _ledger.Replica.Closed;
        if (_trouble is not null && _trouble != NotOpened) LogWell(log, _ledger.Visits);
        _trouble = null;
    }

    private void Unwell(string trouble)
    {
        if (_trouble is null or NotOpened) LogUnwell(log, trouble);
        _trouble = trouble;
    }

    [LoggerMessage(3010, LogLevel.Warning, "Going on from {Visits} visits: {Notice}")]
    private static partial void LogNotice(ILogger log, string notice, long visits);

    [LoggerMessage(3011, LogLevel.Error, "Not ready, visits are refused: {Trouble}")]
    private static partial void LogUnwell(ILogger log, string trouble);

    [LoggerMessage(3012, LogLevel.Information, "Ready again at {Visits} visits")]
    private static partial void LogWell(ILogger log, long visits);
}
