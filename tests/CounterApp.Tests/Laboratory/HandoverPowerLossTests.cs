using CounterApp.Visits;

namespace CounterApp.Tests.Laboratory;

/// <summary>Cuts the power after every single step of a merge, of a new incarnation, of closing and opening, and starts again on each disk that is left.</summary>
public sealed class HandoverPowerLossTests
{
    private static readonly ReplicaKey Blue = new(Guid.NewGuid(), Guid.NewGuid());
    private static readonly ReplicaKey Green = new(Guid.NewGuid(), Guid.NewGuid());

    [Fact]
    public void Nothing_is_lost_or_counted_twice_wherever_the_power_fails_during_merges()
    {
        var cuts = new PowerCuts(acknowledged: 0);

        cuts.Run(new SimulatedDisk(), ledger =>
        {
            cuts.Commit(ledger, 2);
            cuts.Merge(ledger, Known((Blue, 40)));
            cuts.Commit(ledger, 1);
            cuts.Merge(ledger, Known((Blue, 41), (Green, 7)));
            ledger.Settle();
            cuts.Merge(ledger, Known((Green, 8)));
            cuts.Merge(ledger, Known((Green, 8)));
            Assert.Equal(3 + 41 + 8, ledger.Visits);
        });

        Assert.True(cuts.Restarts > 2000, $"only {cuts.Restarts} restarts");
    }

    [Fact]
    public void Nothing_is_lost_or_counted_twice_when_the_next_pod_gets_the_volume_and_the_power_fails()
    {
        var disk = new SimulatedDisk();
        var cuts = new PowerCuts(acknowledged: 0);
        cuts.Run(disk, ledger => cuts.Commit(ledger, 5));
        for (var pod = 1; pod <= 3; pod++)
        {
            cuts.Pod = Guid.NewGuid();
            cuts.Run(disk, ledger =>
            {
                ledger.Settle();
                cuts.Commit(ledger, 2);
            });
        }

        cuts.Pod = Guid.NewGuid();
        cuts.Run(disk, ledger =>
        {
            cuts.Merge(ledger, Known((Blue, 40)));
            Assert.Equal(4, ledger.Replica.Sealed.Count(entry => entry.Key != Blue));
            Assert.Equal(11 + 40, ledger.Visits);
        });
    }

    [Fact]
    public void A_pod_is_open_or_closed_as_was_acknowledged_wherever_the_power_fails()
    {
        var cuts = new PowerCuts(acknowledged: 0);

        cuts.Run(new SimulatedDisk(), ledger =>
        {
            cuts.Commit(ledger, 2);
            cuts.SetClosed(ledger, closed: true);
            cuts.Merge(ledger, Known((Blue, 40)));
            ledger.Settle();
            cuts.SetClosed(ledger, closed: false);
            cuts.Commit(ledger, 1);
            cuts.SetClosed(ledger, closed: true);
        });
    }

    [Fact]
    public void Nothing_is_lost_or_counted_twice_when_a_volume_of_the_first_version_is_taken_over_and_the_power_fails()
    {
        var disk = SimulatedDisk.With((PublishedNumber.Name, "4\n"u8.ToArray()), (Journal.Name, FirstVersion.Counting));
        var cuts = new PowerCuts(acknowledged: 4);

        cuts.Run(disk, ledger =>
        {
            cuts.Merge(ledger, Known((Blue, 40)));
            cuts.Commit(ledger, 1);
            Assert.Equal(45, ledger.Visits);
        });
    }

    [Theory]
    [InlineData("create")]
    [InlineData("write")]
    [InlineData("flush")]
    [InlineData("flush names")]
    [InlineData("exchange")]
    public void Nothing_is_lost_or_counted_twice_when_a_merge_fails_half_way_before_the_power_does(string step)
    {
        foreach (var fault in new[] { Fault.Before, Fault.After })
        {
            for (var failing = 1; failing <= 3; failing++) FailHalfWay(step, failing, fault);
        }
    }

    [Fact]
    public void The_laboratory_catches_entries_that_are_not_flushed_before_the_journal_names_them()
    {
        var cuts = new PowerCuts(acknowledged: 0);
        var flushes = int.MaxValue;

        Assert.ThrowsAny<Exception>(() => cuts.Run(
            new SimulatedDisk(),
            ledger =>
            {
                cuts.Commit(ledger, 1);
                flushes = 1;
                cuts.Merge(ledger, Known((Blue, 40)));
            },
            step => step == "flush" && flushes-- == 1 ? Fault.Unnoticed : Fault.None));
    }

    /// <summary>A merge fails at the n-th step of that name, twice, and another one with other entries follows.</summary>
    private static void FailHalfWay(string failing, int occurrence, Fault fault)
    {
        var cuts = new PowerCuts(acknowledged: 0) { On = false };
        var left = 0;
        cuts.Run(
            new SimulatedDisk(),
            ledger =>
            {
                cuts.Commit(ledger, 3);
                cuts.Merge(ledger, Known((Blue, 40)));
                cuts.On = true;
                foreach (var learned in new[] { Known((Blue, 50)), Known((Blue, 45), (Green, 2)) })
                {
                    left = occurrence;
                    Record.Exception(() => cuts.Merge(ledger, learned));
                }

                left = 0;
                cuts.Merge(ledger, Known((Green, 7)));
                cuts.Commit(ledger, 1);
                Assert.Equal(4 + ledger.Replica.Sealed[Blue] + 7, ledger.Visits);
            },
            step => step == failing && left-- == 1 ? fault : Fault.None);
    }

    private static VisitEntries Known(params (ReplicaKey Key, long Count)[] entries) =>
        VisitEntries.Of(entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Count)));
}
