using CounterApp.Visits;
using FsCheck;
using FsCheck.Fluent;

namespace CounterApp.Tests.Laboratory;

/// <summary>Random lives of a counter: visits, failures of the disk, kills, losses of power and restarts in any order.</summary>
public sealed class InterleavingTests
{
    private static readonly Gen<Happening> AnyHappening = Gen.Frequency(
        (10, Gen.Choose(1, 70).Select(Happening (count) => new Happening.Visitors(count))),
        (5, Gen.Choose(0, 40).ListOf(Life.Peers.Length).Select(Known)),
        (2, Gen.Elements(true, false, false).Select(Happening (closed) => new Happening.Close(closed))),
        (5, Gen.Elements("write", "flush", "exchange", "create", "delete", "rename", "flush names").Select(FaultBefore)),
        (2, Gen.Constant<Happening>(new Happening.DiskFault("flush", Fault.After))),
        (3, Gen.Constant<Happening>(new Happening.QuietMoment())),
        (3, Gen.Constant<Happening>(new Happening.Breath())),
        (1, Gen.Constant<Happening>(new Happening.Kill())),
        (1, Gen.Choose(0, int.MaxValue).Select(Happening (seed) => new Happening.PowerLoss(seed))),
        (1, Gen.Constant<Happening>(new Happening.NewPod())),
        (1, Gen.Constant<Happening>(new Happening.Restart())));

    [Fact]
    public void Whatever_happens_what_was_acknowledged_is_counted_and_what_was_refused_is_not() =>
        Prop.ForAll(Arb.From(AnyHappening.ListOf(), LeavingOutOne), happenings =>
        {
            var life = new Life();
            foreach (var happening in happenings) life.Apply(happening);
            life.EndWell();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(60));

    private static IEnumerable<List<Happening>> LeavingOutOne(List<Happening> happenings) =>
        happenings.Select((_, i) => happenings.Where((_, j) => j != i).ToList());

    private static Happening Known(IEnumerable<int> counts) =>
        new Happening.Peer(VisitEntries.Of(Life.Peers.Zip(counts, (peer, count) => KeyValuePair.Create(peer, (long)count))));

    private static Happening FaultBefore(string step) => new Happening.DiskFault(step, Fault.Before);
}
