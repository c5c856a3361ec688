using System.Buffers.Binary;

namespace CounterApp.Visits;

/// <summary>
/// One slot of the journal: 112 bytes that are either whole or recognisably not. Pure.
/// <c>magic 8 | sequence 8 | visits 8 | own 8 | generation 8 | boot 16 | volume 16 | incarnation 16 | pod 16 | settled 1 | closed 1 | zero 2 |
/// CRC-32C of all before 4</c>, little-endian. Records of the first version are read too:
/// <c>magic 8 | sequence 8 | visits 8 | settled 8 | boot 16 | zero 12 | CRC-32C of all before 4</c>.
/// </summary>
/// <param name="Sequence">Grows with every record; the highest whole one counts.</param>
/// <param name="Visits">How many visits are durable: the own ones and those of the entries.</param>
/// <param name="Settled">visits.txt itself was durable with this number when the record was written.</param>
/// <param name="Boot">The boot of the machine that wrote it.</param>
/// <param name="Key">What the own visits are counted under; empty in records of the first version.</param>
/// <param name="Pod">The pod that counts.</param>
/// <param name="Own">How many visits were counted under the key.</param>
/// <param name="Generation">The generation of the sealed entries that belong to this record; 0 when there are none.</param>
/// <param name="Closed">The pod handed over.</param>
internal readonly record struct JournalRecord(
    long Sequence, long Visits, bool Settled, Guid Boot, ReplicaKey Key = default, Guid Pod = default, long Own = 0, long Generation = 0, bool Closed = false)
{
    public const int Size = 112;
    private const int FirstSize = 64;

    /// <summary>Whether the volume has been given a name of its own.</summary>
    public bool HasIdentity => Key.Volume != Guid.Empty;

    private static ReadOnlySpan<byte> Magic => "VISITS2\n"u8;

    private static ReadOnlySpan<byte> FirstMagic => "VISITS1\n"u8;

    public static JournalRecord Of(in Replica replica, long sequence, bool settled, Guid boot) =>
        new(sequence, replica.Visits, settled, boot, replica.Key, replica.Pod, replica.Own, replica.Generation, replica.Closed);

    public void Write(Span<byte> slot)
    {
        slot[..Size].Clear();
        Magic.CopyTo(slot);
        BinaryPrimitives.WriteInt64LittleEndian(slot[8..], Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(slot[16..], Visits);
        BinaryPrimitives.WriteInt64LittleEndian(slot[24..], Own);
        BinaryPrimitives.WriteInt64LittleEndian(slot[32..], Generation);
        Boot.TryWriteBytes(slot[40..]);
        Key.Volume.TryWriteBytes(slot[56..]);
        Key.Incarnation.TryWriteBytes(slot[72..]);
        Pod.TryWriteBytes(slot[88..]);
        slot[104] = Settled ? (byte)1 : (byte)0;
        slot[105] = Closed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt32LittleEndian(slot[(Size - sizeof(uint))..], Crc32C.Of(slot[..(Size - sizeof(uint))]));
    }

    /// <returns>Null when the slot is torn, blank or not ours.</returns>
    public static JournalRecord? Read(ReadOnlySpan<byte> slot)
    {
        if (IsWhole(slot, Magic, Size)) return ReadWhole(slot);
        return IsWhole(slot, FirstMagic, FirstSize) ? new(Number(slot, 8), Number(slot, 16), slot[24] == 1, Identity(slot, 32)) : null;
    }

    private static JournalRecord ReadWhole(ReadOnlySpan<byte> slot) => new(
        Number(slot, 8), Number(slot, 16), slot[104] == 1, Identity(slot, 40), new(Identity(slot, 56), Identity(slot, 72)), Identity(slot, 88),
        Number(slot, 24), Number(slot, 32), slot[105] == 1);

    private static bool IsWhole(ReadOnlySpan<byte> slot, ReadOnlySpan<byte> magic, int size) =>
        slot.Length >= size && slot.StartsWith(magic)
        && BinaryPrimitives.ReadUInt32LittleEndian(slot[(size - sizeof(uint))..]) == Crc32C.Of(slot[..(size - sizeof(uint))]);

    private static long Number(ReadOnlySpan<byte> slot, int offset) => BinaryPrimitives.ReadInt64LittleEndian(slot[offset..]);

    private static Guid Identity(ReadOnlySpan<byte> slot, int offset) => new(slot.Slice(offset, 16));
}
