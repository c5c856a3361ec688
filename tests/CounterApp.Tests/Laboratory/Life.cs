using CounterApp.Visits;
using Microsoft.Extensions.Logging.Abstractions;

namespace CounterApp.Tests.Laboratory;

/// <summary>A counter to which things happen, and what must be true of it whatever happens.</summary>
internal sealed class Life
{
    private readonly Dictionary<string, Fault> _faults = [];
    private SimulatedDisk _disk = new();
    private DurableNumber _number;
    private long _counted;
    private long _acknowledged;
    private long _atMost;
    private bool _unrepaired;

    public Life() => _number = Start();

    public void Apply(Happening happening)
    {
        switch (happening)
        {
            case Happening.Visitors(var count): Visit(count); break;
            case Happening.DiskFault(var step, var how): _faults[step] = how; break;
            case Happening.QuietMoment: _number.LookAfter(); break;
            case Happening.Breath: _number.MakeReady(); break;
            case Happening.Kill: Restart(_disk, clean: false); break;
            case Happening.PowerLoss(var seed): LosePower(new Random(seed)); break;
            case Happening.Restart: Restart(_disk, clean: true); break;
            default: throw new ArgumentOutOfRangeException(nameof(happening));
        }

        if (_number.Visits is { } visits) Assert.Equal(_counted, visits);
        if (_number.Trouble is null) (_acknowledged, _atMost, _unrepaired) = (_counted, _counted, false);
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
        _number.Dispose();

        Assert.Equal($"{_counted}\n", _disk.Text(PublishedNumber.Name));
        using var next = VisitLedger.Open(new SimulatedVolume(_disk.AfterPowerLoss(new Random(1))));
        Assert.Equal(_counted, next.Visits);
    }

    private DurableNumber Start()
    {
        var volume = new SimulatedVolume(_disk, _ => TextIsTrue(), TakeFault);
        var number = new DurableNumber(volume, NullLogger<DurableNumber>.Instance, damage => throw damage);
        number.Open();
        return number;
    }

    private Fault TakeFault(string step) => _faults.Remove(step, out var how) ? how : Fault.None;

    private void Visit(int count)
    {
        _atMost = Math.Max(_atMost, _counted + count);
        if (!_number.TryAdd(count, out var first)) return;
        Assert.Equal(_counted + 1, first);
        _acknowledged = _counted += count;
    }

    private void Restart(SimulatedDisk disk, bool clean)
    {
        if (clean) _number.Dispose();
        _disk = disk;
        _disk.Locked = false;
        _number = Start();
        if (_number.Visits is not { } found) return;
        Assert.InRange(found, _acknowledged, _atMost);
        _counted = found;
    }

    /// <summary>Until the next start has put it right, visits.txt may be behind or broken.</summary>
    private void LosePower(Random random)
    {
        _unrepaired = true;
        Restart(_disk.AfterPowerLoss(random), clean: false);
    }

    /// <summary>Holds at every step, whoever reads: a whole number, not behind an acknowledged visit, not ahead of what was asked for.</summary>
    private void TextIsTrue()
    {
        if (_unrepaired) return;
        if (_disk.Text(PublishedNumber.Name) is not { } text) return;
        Assert.Null(VisitText.Read(System.Text.Encoding.ASCII.GetBytes(text), out var visits));
        Assert.InRange(visits, _acknowledged, _atMost);
    }
}
