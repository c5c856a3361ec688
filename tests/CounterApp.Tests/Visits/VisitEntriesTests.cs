using CounterApp.Visits;
using FsCheck;
using FsCheck.Fluent;

namespace CounterApp.Tests.Visits;

/// <summary>The laws of a grow-only counter.</summary>
public sealed class VisitEntriesTests
{
    private static readonly ReplicaKey[] Keys = [.. Enumerable.Range(0, 6).Select(_ => new ReplicaKey(Guid.NewGuid(), Guid.NewGuid()))];

    private static readonly Arbitrary<VisitEntries> Any = Arb.From(
        Gen.Zip(Gen.Elements(Keys), Gen.Frequency((8, Gen.Choose(0, 50)), (1, Gen.Choose(0, int.MaxValue)))).ListOf()
            .Select(entries => VisitEntries.Of(entries.Select(entry => KeyValuePair.Create(entry.Item1, (long)entry.Item2)))));

    [Fact]
    public void Merging_does_not_depend_on_the_order() =>
        Check((one, other, _) => AreEqual(one.Merge(other), other.Merge(one)));

    [Fact]
    public void Merging_does_not_depend_on_the_way() =>
        Check((one, other, third) => AreEqual(one.Merge(other).Merge(third), one.Merge(other.Merge(third))));

    [Fact]
    public void Merging_again_changes_nothing() => Check((one, other, _) =>
    {
        var merged = one.Merge(other);
        Assert.Same(merged, merged.Merge(other));
        Assert.Same(merged, merged.Merge(one));
        Assert.Same(one, one.Merge(one));
    });

    [Fact]
    public void Merging_lowers_no_count_and_makes_none_up() => Check((one, other, _) =>
    {
        var merged = one.Merge(other);
        foreach (var key in Keys) Assert.Equal(Math.Max(one[key], other[key]), merged[key]);
        Assert.Equal(Keys.Sum(key => merged[key]), merged.Sum);
        Assert.InRange(merged.Sum, Math.Max(one.Sum, other.Sum), one.Sum + other.Sum);
    });

    [Fact]
    public void The_file_of_the_entries_reads_back() => Check((entries, _, _) =>
    {
        Assert.Null(EntriesText.Read(EntriesText.Write(entries, 7), 7, out var read));
        AreEqual(entries, read);
    });

    [Fact]
    public void A_sum_beyond_64_bits_is_refused()
    {
        var full = VisitEntries.Empty.Raise(Keys[0], long.MaxValue);

        Assert.Throws<OverflowException>(() => full.Raise(Keys[1], 1));
        Assert.Equal(long.MaxValue, full.Sum);
    }

    [Fact]
    public void A_key_is_two_GUIDs_and_reads_back()
    {
        Assert.True(ReplicaKey.TryParse(Keys[0].ToString(), out var key));
        Assert.Equal(Keys[0], key);
        Assert.False(ReplicaKey.TryParse($"{Keys[0]}0", out _));
        Assert.False(ReplicaKey.TryParse(Keys[0].ToString().AsSpan(1), out _));
        Assert.False(ReplicaKey.TryParse($"{Keys[0]}".Replace('/', '-'), out _));
    }

    private static void Check(Action<VisitEntries, VisitEntries, VisitEntries> law) =>
        Prop.ForAll(Any, Any, Any, law).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static void AreEqual(VisitEntries one, VisitEntries other)
    {
        Assert.Equal(one.Sum, other.Sum);
        Assert.Equal(one.ToDictionary(), other.ToDictionary());
    }
}
