using System.Text;
using CounterApp.Visits;

namespace CounterApp.Tests.Laboratory;

/// <summary>Cuts the power after every single step, finds every disk that could be left, and starts again on each of them.</summary>
public sealed class PowerLossTests
{
    private static readonly Guid Pod = Guid.NewGuid();

    [Theory]
    [InlineData(null, 0)]
    [InlineData("0", 0)]
    [InlineData("98", 98)]
    [InlineData("99999999\n", 99999999)]
    public void No_acknowledged_visit_is_lost_wherever_the_power_fails(string? found, long visits)
    {
        var disk = found is null ? new SimulatedDisk() : SimulatedDisk.With((PublishedNumber.Name, Encoding.ASCII.GetBytes(found)));
        var cuts = new PowerCuts(visits);

        cuts.Run(disk, ledger =>
        {
            cuts.Commit(ledger, 1);
            cuts.Commit(ledger, 1);
            ledger.MakeReady();
            cuts.Commit(ledger, 10);
            ledger.Settle();
            cuts.Commit(ledger, 1);
        });

        Assert.True(cuts.Restarts > 500, $"only {cuts.Restarts} restarts");
    }

    [Fact]
    public void No_acknowledged_visit_is_lost_when_the_power_fails_again_during_the_recovery()
    {
        var disk = new SimulatedDisk();
        var ledger = VisitLedger.Open(new SimulatedVolume(disk), Pod);
        ledger.Commit(40);
        ledger.Commit(41);

        var survivors = disk.AfterPowerLoss(PowerCuts.Files).ToList();

        Assert.NotEmpty(survivors);
        foreach (var survivor in survivors)
        {
            var cuts = new PowerCuts(acknowledged: 41);
            cuts.Run(survivor, next => next.Settle());
        }
    }

    [Fact]
    public void No_acknowledged_visit_is_lost_when_a_flush_fails_before_the_power_does()
    {
        foreach (var fault in new[] { Fault.Before, Fault.After })
        {
            var cuts = new PowerCuts(acknowledged: 0);
            var failing = false;
            cuts.Run(
                new SimulatedDisk(),
                ledger =>
                {
                    cuts.Commit(ledger, 9);
                    failing = true;
                    Assert.Throws<IOException>(() => cuts.Commit(ledger, 5));
                    failing = false;
                    cuts.Commit(ledger, 7);
                },
                step => failing && step == "flush" ? fault : Fault.None);
        }
    }

    [Fact]
    public void A_kill_alone_loses_nothing_after_any_step_and_the_number_can_always_be_read()
    {
        var disk = new SimulatedDisk();
        var (acknowledged, attempted) = (0L, 0L);
        var volume = new SimulatedVolume(disk, _ =>
        {
            using var next = VisitLedger.Open(new SimulatedVolume(disk.AfterKill()), Pod);
            Assert.InRange(next.Visits, acknowledged, attempted);
        });

        using var ledger = VisitLedger.Open(volume, Pod);
        for (attempted = 1; attempted <= 120; attempted++)
        {
            ledger.Commit(attempted);
            acknowledged = attempted;
            Assert.Equal($"{acknowledged}\n", disk.Text(PublishedNumber.Name));
            if (attempted % 3 == 0) ledger.MakeReady();
            if (attempted % 5 == 0) ledger.Settle();
        }
    }

    [Fact]
    public void The_laboratory_catches_a_disk_that_only_pretends_to_flush()
    {
        var cuts = new PowerCuts(acknowledged: 0);
        var pretending = false;

        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => cuts.Run(
            new SimulatedDisk(),
            ledger =>
            {
                cuts.Commit(ledger, 1);
                pretending = true;
                cuts.Commit(ledger, 1);
                cuts.Commit(ledger, 1);
            },
            step => pretending && step == "flush" ? Fault.Unnoticed : Fault.None));
    }
}
