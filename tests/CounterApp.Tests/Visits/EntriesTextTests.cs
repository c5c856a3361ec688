using System.Text;
using CounterApp.Visits;

namespace CounterApp.Tests.Visits;

public sealed class EntriesTextTests
{
    private static readonly ReplicaKey Key = new(Guid.Parse("11111111-1111-1111-1111-111111111111"), Guid.Parse("22222222-2222-2222-2222-222222222222"));
    private static readonly byte[] Written = EntriesText.Write(VisitEntries.Empty.Raise(Key, 41), 7);

    [Fact]
    public void It_can_be_read_by_people() =>
        Assert.Equal($"visits entries 7\n{Key} 41\nchecksum 30398d7d\n", Encoding.ASCII.GetString(Written));

    [Fact]
    public void Any_changed_bit_shows()
    {
        for (var bit = 0; bit < 8 * Written.Length; bit++)
        {
            var changed = Written.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.NotNull(EntriesText.Read(changed, 7, out _));
        }
    }

    [Fact]
    public void Any_cut_shows()
    {
        for (var cut = 0; cut < Written.Length; cut++) Assert.NotNull(EntriesText.Read(Written[..cut], 7, out _));
    }

    [Fact]
    public void Another_generation_shows() =>
        Assert.Equal("is not of generation 8, as visits.journal is", EntriesText.Read(Written, 8, out _));
}
