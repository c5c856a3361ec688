using System.Buffers.Binary;
using System.Numerics;

namespace CounterApp.Visits;

/// <summary>
/// One slot of the journal: 64 bytes that are either whole or recognisably not. Pure.
/// <c>magic 8 | sequence 8 | visits 8 | settled 8 | boot 16 | zero 12 | CRC-32C of all before 4</c>, little-endian.
/// </summary>
/// <param name="Sequence">Grows with every record; the highest whole one counts.</param>
/// <param name="Visits">How many visits are durable.</param>
/// <param name="Settled">visits.txt itself was durable with this number when the record was written.</param>
/// <param name="Boot">The boot of the machine that wrote it.</param>
internal readonly record struct JournalRecord(long Sequence, long Visits, bool Settled, Guid Boot)
{
    public const int Size = 64;
    private const int Checked = Size - sizeof(uint);

    private static ReadOnlySpan<byte> Magic => "VISITS1\n"u8;

    public void Write(Span<byte> slot)
    {
        slot[..Size].Clear();
        Magic.CopyTo(slot);
        BinaryPrimitives.WriteInt64LittleEndian(slot[8..], Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(slot[16..], Visits);
        slot[24] = Settled ? (byte)1 : (byte)0;
        Boot.TryWriteBytes(slot[32..]);
        BinaryPrimitives.WriteUInt32LittleEndian(slot[Checked..], Checksum(slot[..Checked]));
    }

    /// <returns>Null when the slot is torn, blank or not ours.</returns>
    public static JournalRecord? Read(ReadOnlySpan<byte> slot)
    {
        if (slot.Length < Size || !slot.StartsWith(Magic)) return null;
        if (BinaryPrimitives.ReadUInt32LittleEndian(slot[Checked..]) != Checksum(slot[..Checked])) return null;
        return new JournalRecord(
            BinaryPrimitives.ReadInt64LittleEndian(slot[8..]),
            BinaryPrimitives.ReadInt64LittleEndian(slot[16..]),
            slot[24] == 1,
            new Guid(slot.Slice(32, 16)));
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var checksum = uint.MaxValue;
        foreach (var each in bytes) checksum = BitOperations.Crc32C(checksum, each);
        return ~checksum;
    }
}
