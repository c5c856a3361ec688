using FsCheck;
using FsCheck.Fluent;

namespace CounterApp.Tests.Laboratory;

/// <summary>Random lives of a counter: visits, failures of the disk, kills, losses of power and restarts in any order.</summary>
public sealed class InterleavingTests
{
    private static readonly Gen<Happening> AnyHappening = Gen.Frequency(
        (10, Gen.Choose(1, 70).Select(Happening (count) => new Happening.Visitors(count))),
        (4, Gen.Elements("write", "flush", "exchange", "create", "delete", "rename", "flush names").Select(FaultBefore)),
        (2, Gen.Constant<Happening>(new Happening.DiskFault("flush", Fault.After))),
        (3, Gen.Constant<Happening>(new Happening.QuietMoment())),
        (3, Gen.Constant<Happening>(new Happening.Breath())),
        (1, Gen.Constant<Happening>(new Happening.Kill())),
        (1, Gen.Choose(0, int.MaxValue).Select(Happening (seed) => new Happening.PowerLoss(seed))),
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

    private static Happening FaultBefore(string step) => new Happening.DiskFault(step, Fault.Before);
}
