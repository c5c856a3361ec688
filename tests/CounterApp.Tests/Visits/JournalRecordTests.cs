using CounterApp.Visits;

namespace CounterApp.Tests.Visits;

public sealed class JournalRecordTests
{
    private static readonly JournalRecord Record = new(7, 41, Settled: true, Guid.Parse("c0ffee00-0000-0000-0000-000000000001"));

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

    private static byte[] Written(JournalRecord record)
    {
        var slot = new byte[JournalRecord.Size];
        record.Write(slot);
        return slot;
    }
}
