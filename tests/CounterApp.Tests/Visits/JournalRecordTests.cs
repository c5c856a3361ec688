using CounterApp.Tests.Laboratory;
using CounterApp.Visits;

namespace CounterApp.Tests.Visits;

public sealed class JournalRecordTests
{
    private static readonly JournalRecord Record = new(
        7, 41, Settled: true, Guid.NewGuid(), new ReplicaKey(Guid.NewGuid(), Guid.NewGuid()), Guid.NewGuid(), Own: 12, Generation: 3, Closed: true);

    [Fact]
    public void A_record_reads_back() => Assert.Equal(Record, JournalRecord.Read(Written(Record)));

    [Fact]
    public void A_record_with_any_single_bit_changed_is_none()
    {
        for (var bit = 0; bit < 8 * JournalRecord.Size; bit++)
        {
            var slot = Written(Record);
            slot[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(JournalRecord.Read(slot));
        }
    }

    [Fact]
    public void A_record_written_over_another_and_cut_anywhere_is_none()
    {
        var older = Written(Record with { Sequence = 5, Visits = 39 });
        var newer = Written(Record);
        for (var cut = 1; cut < JournalRecord.Size; cut++)
        {
            byte[] torn = [.. newer[..cut], .. older[cut..]];
            var read = JournalRecord.Read(torn);
            Assert.True(read is null || torn.SequenceEqual(newer) || torn.SequenceEqual(older), $"cut at {cut}");
        }
    }

    [Fact]
    public void Zeros_and_short_slots_are_none()
    {
        Assert.Null(JournalRecord.Read(new byte[JournalRecord.Size]));
        Assert.Null(JournalRecord.Read(Written(Record).AsSpan(0, JournalRecord.Size - 1)));
        Assert.Null(JournalRecord.Read([]));
    }

    [Fact]
    public void A_record_of_the_first_version_is_read_and_any_changed_bit_of_it_shows()
    {
        var slot = FirstVersion.Counting[..64];

        Assert.Equal(new JournalRecord(7, 4, Settled: false, Guid.Parse("a11c33a0-4369-482a-829e-7500c5dfe830")), JournalRecord.Read(slot));
        Assert.False(JournalRecord.Read(slot)!.Value.HasIdentity);
        for (var bit = 0; bit < 8 * slot.Length; bit++)
        {
            var changed = slot.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(JournalRecord.Read(changed));
        }
    }

    [Fact]
    public void A_record_torn_over_one_of_the_first_version_is_none_or_one_of_the_two()
    {
        var older = FirstVersion.Counting[..JournalRecord.Size];
        var newer = Written(Record);
        for (var cut = 0; cut <= JournalRecord.Size; cut++)
        {
            var read = JournalRecord.Read([.. newer[..cut], .. older[cut..]]);
            Assert.True(read is null || read == Record || read == JournalRecord.Read(older), $"cut at {cut}");
        }
    }

    private static byte[] Written(JournalRecord record)
    {
        var slot = new byte[JournalRecord.Size];
        record.Write(slot);
        return slot;
    }
}
