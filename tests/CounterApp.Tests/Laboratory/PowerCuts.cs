using CounterApp.Visits;

namespace CounterApp.Tests.Laboratory;

/// <summary>
/// Runs a ledger on a simulated disk. After every step it finds each disk that a loss of power could leave at that point, starts
/// again on it, and holds the number that is found against what was acknowledged and what was under way.
/// </summary>
internal sealed class PowerCuts(long acknowledged)
{
    private long _acknowledged = acknowledged;
    private long _attempted = acknowledged;

    public int Restarts { get; private set; }

    public void Run(SimulatedDisk disk, Action<VisitLedger> script, Func<string, Fault>? fault = null)
    {
        using var ledger = VisitLedger.Open(new SimulatedVolume(disk, _ => CutPower(disk), fault));
        script(ledger);
    }

    public void Commit(VisitLedger ledger, int visits)
    {
        _attempted = ledger.Visits + visits;
        ledger.Commit(_attempted);
        _acknowledged = _attempted;
    }

    private void CutPower(SimulatedDisk disk)
    {
        foreach (var image in disk.AfterPowerLoss(PublishedNumber.Name, Journal.Name))
        {
            using var next = VisitLedger.Open(new SimulatedVolume(image));
            Assert.InRange(next.Visits, _acknowledged, _attempted);
            Restarts++;
        }
    }
}
