using CounterApp.Visits;
using FsCheck;
using FsCheck.Fluent;

namespace CounterApp.Tests.Laboratory;

/// <summary>
/// Volumes that are copied, put back and handed over in any order. What each of them says is held against a model without any keys: the
/// set of the visits that its data has seen.
/// </summary>
public sealed class CopiesTests
{
    private const int Volumes = 3;

    private static readonly Gen<(int What, int One, int Other)> AnyStep =
        from what in Gen.Choose(0, 9)
        from one in Gen.Choose(0, Volumes - 1)
        from other in Gen.Choose(0, Volumes - 1)
        select (what, one, other);

    [Fact]
    public void Each_volume_says_how_many_different_visits_it_knows_of_however_it_is_copied_restored_and_merged() =>
        Prop.ForAll(Arb.From(AnyStep.ListOf()), steps =>
        {
            var volumes = Enumerable.Range(0, Volumes).Select(_ => new Volume()).ToArray();
            foreach (var (what, one, other) in steps) Apply(what, volumes[one], volumes[other]);

            foreach (var volume in volumes.Concat(volumes)) volumes[0].Learn(volume);
            foreach (var volume in volumes) volume.Learn(volumes[0]);
            Assert.All(volumes, volume => Assert.Equal(volumes[0].Visits, volume.Visits));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000).WithEndSize(60));

    private static void Apply(int what, Volume one, Volume other)
    {
        if (what <= 3) one.Visit(what + 1);
        else if (what == 4) one.Restart();
        else if (what == 5) one.GiveToNextPod();
        else if (what == 6) one.TakeSnapshot();
        else if (what == 7) one.GoBackToSnapshot();
        else if (what == 8) one.BecomeCopyOf(other);
        else one.Learn(other);
    }

    /// <summary>A volume with its pod, and every visit that it has seen by itself.</summary>
    private sealed class Volume
    {
        private static int _made;

        private SimulatedDisk _disk = new();
        private HashSet<int> _seen = [];
        private (SimulatedDisk Disk, HashSet<int> Seen) _snapshot = (new(), []);
        private Guid _pod = Guid.NewGuid();
        private VisitLedger _ledger;

        public Volume() => _ledger = Open();

        public long Visits => _ledger.Visits;

        public void Visit(int count)
        {
            _ledger.Commit(_ledger.Visits + count);
            for (var i = 0; i < count; i++) _seen.Add(Interlocked.Increment(ref _made));
            IsTrue();
        }

        public void Learn(Volume other)
        {
            _ledger.Merge(VisitEntries.Of(other._ledger.Replica.Sealed.Append(new(other._ledger.Replica.Key, other._ledger.Replica.Own))));
            _seen.UnionWith(other._seen);
            IsTrue();
        }

        public void Restart() => GoOn(_disk.AfterKill(), _seen);

        public void GiveToNextPod()
        {
            _pod = Guid.NewGuid();
            Restart();
        }

        public void TakeSnapshot() => _snapshot = (_disk.AfterKill(), [.. _seen]);

        public void GoBackToSnapshot()
        {
            _pod = Guid.NewGuid();
            GoOn(_snapshot.Disk.AfterKill(), [.. _snapshot.Seen]);
        }

        public void BecomeCopyOf(Volume other)
        {
            _pod = Guid.NewGuid();
            GoOn(other._disk.AfterKill(), [.. other._seen]);
        }

        private void GoOn(SimulatedDisk disk, HashSet<int> seen)
        {
            (_disk, _seen) = (disk, seen);
            _ledger = Open();
            IsTrue();
        }

        private VisitLedger Open()
        {
            var ledger = VisitLedger.Open(new SimulatedVolume(_disk), _pod);
            ledger.Settle();
            return ledger;
        }

        private void IsTrue()
        {
            Assert.Equal(_seen.Count, _ledger.Visits);
            Assert.Equal($"{_seen.Count}\n", _disk.Text(PublishedNumber.Name));
        }
    }
}
