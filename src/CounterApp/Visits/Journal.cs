using CounterApp.Volumes;

namespace CounterApp.Visits;

/// <summary>
/// <c>visits.journal</c>: what makes a visit durable. Two slots, each in a block of its own, written in place and by turns, so that
/// the slot of the last durable record is never written to and a torn write costs nothing that was acknowledged.
/// Its size never changes: a flush is one block and no metadata. (The inode too, when its times changed, on an ext4 without a journal.)
/// </summary>
internal sealed class Journal : IDisposable
{
    public const string Name = "visits.journal";
    private const string Draft = "visits.journal.new";
    private const int Block = 4096;

    private readonly IVolumeFile _file;
    private readonly Guid _boot;
    private readonly byte[] _buffer = new byte[JournalRecord.Size];
    private long _sequence;
    private int _durableSlot;

    private Journal(IVolumeFile file, Guid boot, long sequence, int durableSlot)
    {
        _file = file;
        _boot = boot;
        _sequence = sequence;
        _durableSlot = durableSlot;
    }

    /// <summary>The newest whole record; null when there is no journal.</summary>
    /// <exception cref="UnusableVolumeException">There is a journal, but no whole record in it.</exception>
    public static JournalRecord? Read(IVolume volume) =>
        volume.Read(Name, 2 * Block) is not { } content ? null
            : Newest(content)?.Record
            ?? throw new UnusableVolumeException(
                $"{volume.PathOf(Name)} holds no whole record. Nothing was changed. Remove it to go on from the number in visits.txt.");

    /// <summary>Opens the journal, or makes one that starts with <paramref name="replica"/>: complete before it gets its name.</summary>
    public static Journal Open(IVolume volume, in Replica replica)
    {
        if (volume.Read(Name, 2 * Block) is null) Make(volume, replica);
        var newest = Newest(volume.Read(Name, 2 * Block)!)!.Value;
        return new Journal(volume.OpenDurable(Name), volume.Boot, newest.Record.Sequence, newest.Slot);
    }

    /// <summary>Returns when the record is durable. After an exception it may be there or not; the one before it is.</summary>
    public void Append(in Replica replica, bool settled)
    {
        var slot = 1 - _durableSlot;
        JournalRecord.Of(replica, ++_sequence, settled, _boot).Write(_buffer);
        _file.Write(_buffer, slot * Block);
        _durableSlot = slot;
    }

    public void Dispose() => _file.Dispose();

    private static void Make(IVolume volume, in Replica replica)
    {
        using var file = volume.CreateApart(Draft);
        var content = new byte[2 * Block];
        JournalRecord.Of(replica, 1, settled: false, volume.Boot).Write(content);
        file.Write(content, 0);
        file.Flush();
        volume.Rename(Draft, Name);
        volume.FlushNames();
    }

    private static (JournalRecord Record, int Slot)? Newest(ReadOnlySpan<byte> content)
    {
        var first = JournalRecord.Read(content);
        var second = content.Length > Block ? JournalRecord.Read(content[Block..]) : null;
        return (first, second) switch
        {
            (null, null) => null,
            ({ } a, null) => (a, 0),
            (null, { } b) => (b, 1),
            ({ } a, { } b) => a.Sequence > b.Sequence ? (a, 0) : (b, 1),
        };
    }
}
