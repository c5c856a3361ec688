using CounterApp.Visits;

namespace CounterApp.Tests.Laboratory;

/// <summary>
/// Runs a ledger on a simulated disk. After every step it finds each disk that a loss of power could leave at that point, starts
/// again on it, as the same pod and as another one by turns, and holds what is found against what was acknowledged and what was under way:
/// no own visit and no entry of a peer is missing, and none is there twice.
/// </summary>
/// <param name="acknowledged">How many visits the disk holds at first.</param>
internal sealed class PowerCuts(long acknowledged)
{
    /// <summary>The files that a start looks at.</summary>
    public static readonly string[] Files = [PublishedNumber.Name, Journal.Name, EntriesFile.NameOf(0), EntriesFile.NameOf(1)];

    private long _own = acknowledged;
    private long _ownAttempted = acknowledged;
    private VisitEntries _learned = VisitEntries.Empty;
    private VisitEntries _offered = VisitEntries.Empty;
    private bool _closed;
    private bool _closedAttempted;

    /// <summary>Who has the volume. Another one starts open.</summary>
    public Guid Pod
    {
        get;
        set
        {
            field = value;
            _closed = _closedAttempted = false;
        }
    } = Guid.NewGuid();

    /// <summary>Whether the power fails at all now.</summary>
    public bool On { get; set; } = true;

    public int Restarts { get; private set; }

    public void Run(SimulatedDisk disk, Action<VisitLedger> script, Func<string, Fault>? fault = null)
    {
        disk.Locked = false;
        using var ledger = VisitLedger.Open(new SimulatedVolume(disk, _ => CutPower(disk), fault), Pod);
        script(ledger);
    }

    public void Commit(VisitLedger ledger, int visits)
    {
        _ownAttempted = _own + visits;
        ledger.Commit(ledger.Visits + visits);
        _own = _ownAttempted;
    }

    public void Merge(VisitLedger ledger, VisitEntries learned)
    {
        _offered = _offered.Merge(learned);
        ledger.Merge(learned);
        _learned = _learned.Merge(learned);
    }

    public void SetClosed(VisitLedger ledger, bool closed)
    {
        _closedAttempted = closed;
        ledger.SetClosed(closed);
        _closed = closed;
    }

    private void CutPower(SimulatedDisk disk)
    {
        if (!On) return;
        foreach (var image in disk.AfterPowerLoss(Files))
        {
            var samePod = ++Restarts % 2 == 0;
            using var next = VisitLedger.Open(new SimulatedVolume(image), samePod ? Pod : Guid.NewGuid());
            NothingIsLostOrDoubled(next.Replica);
            if (!samePod) Assert.False(next.Replica.Closed);
            else if (_closed == _closedAttempted) Assert.Equal(_closed, next.Replica.Closed);
        }
    }

    private void NothingIsLostOrDoubled(in Replica found)
    {
        foreach (var (key, count) in _offered) Assert.InRange(found.Sealed[key], _learned[key], count);
        Assert.InRange(found.Merge(_offered).Visits - _offered.Sum, _own, _ownAttempted);
    }
}
