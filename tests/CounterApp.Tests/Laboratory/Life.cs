using CounterApp.Visits;
using Microsoft.Extensions.Logging.Abstractions;

namespace CounterApp.Tests.Laboratory;

/// <summary>A counter to which things happen, and what must be true of it whatever happens.</summary>
internal sealed class Life
{
    public static readonly ReplicaKey[] Peers = [.. Enumerable.Range(0, 3).Select(_ => new ReplicaKey(Guid.NewGuid(), Guid.NewGuid()))];

    private readonly Dictionary<string, Fault> _faults = [];
    private SimulatedDisk _disk = new();
    private Guid _pod = Guid.NewGuid();
    private DurableNumber _number;

    /// <summary>What the counter goes on from, and what of it has been acknowledged.</summary>
    private (long Own, VisitEntries Learned) _counted = (0, VisitEntries.Empty);
    private (long Own, VisitEntries Learned) _acknowledged = (0, VisitEntries.Empty);

    /// <summary>What was asked for, together and each by itself.</summary>
    private long _atMost;
    private long _ownAtMost;
    private VisitEntries _offered = VisitEntries.Empty;
    private bool _closed;
    private bool _closingIsInDoubt;
    private bool _unrepaired;

    public Life() => _number = Start();

    private long Counted => _counted.Own + _counted.Learned.Sum;

    public void Apply(Happening happening)
    {
        switch (happening)
        {
            case Happening.Visitors(var count): Visit(count); break;
            case Happening.Peer(var entries): Merge(entries); break;
            case Happening.Close(var closed): Close(closed); break;
            case Happening.DiskFault(var step, var how): _faults[step] = how; break;
            case Happening.QuietMoment: _number.LookAfter(); break;
            case Happening.Breath: _number.MakeReady(); break;
            case Happening.Kill: Restart(_disk, clean: false); break;
            case Happening.PowerLoss(var seed): LosePower(new Random(seed)); break;
            case Happening.Restart: Restart(_disk, clean: true); break;
            case Happening.NewPod: ComeAsAnotherPod(); break;
            default: throw new ArgumentOutOfRangeException(nameof(happening));
        }

        CounterIsTrue();
        TextIsTrue();
    }

    /// <summary>The disk is well again: so is the counter, by itself, and it has counted what it acknowledged and nothing else.</summary>
    public void EndWell()
    {
        _faults.Clear();
        _number.LookAfter();
        Assert.Null(_number.Trouble);
        _number.LookAfter();
        _number.LookAfter();
        CounterIsTrue();
        _number.Dispose();

        Assert.Equal($"{Counted}\n", _disk.Text(PublishedNumber.Name));
        using var next = VisitLedger.Open(new SimulatedVolume(_disk.AfterPowerLoss(new Random(1))), Guid.NewGuid());
        Assert.Equal(Counted, next.Visits);
        foreach (var peer in Peers) Assert.Equal(_counted.Learned[peer], next.Replica.Sealed[peer]);
    }

    private DurableNumber Start()
    {
        var volume = new SimulatedVolume(_disk, _ => TextIsTrue(), TakeFault);
        var number = new DurableNumber(volume, _pod, NullLogger<DurableNumber>.Instance, damage => throw damage);
        number.Open();
        return number;
    }

    private Fault TakeFault(string step) => _faults.Remove(step, out var how) ? how : Fault.None;

    private void Visit(int count)
    {
        if (!_closed) (_atMost, _ownAtMost) = (Math.Max(_atMost, Counted + count), Math.Max(_ownAtMost, _counted.Own + count));
        if (!_number.TryAdd(count, out var first)) return;
        Assert.False(_closed);
        Assert.Equal(Counted + 1, first);
        _counted.Own += count;
    }

    private void Merge(VisitEntries entries)
    {
        var merged = _counted.Learned.Merge(entries);
        _atMost = Math.Max(_atMost, _counted.Own + merged.Sum);
        _offered = _offered.Merge(entries);
        if (_number.TryMerge(entries)) _counted.Learned = merged;
    }

    private void Close(bool closed)
    {
        if (_number.TryClose(closed)) _closed = closed;
        else _closingIsInDoubt = true;
    }

    private void ComeAsAnotherPod()
    {
        _pod = Guid.NewGuid();
        (_closed, _closingIsInDoubt) = (false, false);
        Restart(_disk, clean: false);
    }

    private void Restart(SimulatedDisk disk, bool clean)
    {
        if (clean) _number.Dispose();
        Find(disk);
        _disk = disk;
        _disk.Locked = false;
        _number = Start();
        if (_number.Visits is not null && _closingIsInDoubt) _closed = _number.Closed;
    }

    /// <summary>What the next start finds is at least what was acknowledged and at most what was asked for, and nothing twice.</summary>
    private void Find(SimulatedDisk disk)
    {
        using var next = VisitLedger.Open(new SimulatedVolume(disk.AfterKill()), _pod);
        var learned = VisitEntries.Of(next.Replica.Sealed.Where(entry => Peers.Contains(entry.Key)));
        foreach (var peer in Peers) Assert.InRange(learned[peer], _acknowledged.Learned[peer], _offered[peer]);
        Assert.InRange(next.Visits - learned.Sum, _acknowledged.Own, _ownAtMost);
        Assert.True(next.Visits <= _atMost, $"{next.Visits} were found, {_atMost} were asked for");
        _counted = (next.Visits - learned.Sum, learned);
    }

    /// <summary>Until the next start has put it right, visits.txt may be behind or broken.</summary>
    private void LosePower(Random random)
    {
        _unrepaired = true;
        Restart(_disk.AfterPowerLoss(random), clean: false);
    }

    private void CounterIsTrue()
    {
        if (_number.Visits is { } visits) Assert.Equal((Counted, _closed), (visits, _number.Closed));
        if (_number.Replica is { } replica)
        {
            Assert.Equal(Counted, replica.Entries.Values.Sum());
            foreach (var peer in Peers) Assert.Equal(_counted.Learned[peer], replica.Sealed[peer]);
        }

        if (_number.Trouble is not null) return;
        (_acknowledged, _offered, _ownAtMost, _atMost) = (_counted, _counted.Learned, _counted.Own, Counted);
        (_closingIsInDoubt, _unrepaired) = (false, false);
    }

    /// <summary>Holds at every step, whoever reads: a whole number, not behind an acknowledged visit, not ahead of what was asked for.</summary>
    private void TextIsTrue()
    {
        if (_unrepaired) return;
        if (_disk.Text(PublishedNumber.Name) is not { } text) return;
        Assert.Null(VisitText.Read(System.Text.Encoding.ASCII.GetBytes(text), out var visits));
        Assert.InRange(visits, _acknowledged.Own + _acknowledged.Learned.Sum, _atMost);
    }
}
