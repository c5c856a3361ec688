using CounterApp.Volumes;

namespace CounterApp.Visits;

/// <summary>
/// <c>visits.txt</c>: what everybody may read at any time. Each number is a file of its own that never changes once it has the name,
/// so that no reader ever sees half a number, however slowly it reads. The next file waits, empty, to be filled and to swap names.
/// </summary>
/// <remarks>
/// The swap instead of a plain rename over the old file: ext4 writes a file out before it renames it over another one
/// (<c>auto_da_alloc</c>), which would cost every visit a second trip to the disk.
/// </remarks>
internal sealed class PublishedNumber(IVolume volume) : IDisposable
{
    public const string Name = "visits.txt";
    private const string Next = "visits.next";

    private readonly byte[] _buffer = new byte[VisitText.MaxLength];
    private IVolumeFile? _next;
    private IVolumeFile? _current;

    /// <summary>Whether the number that is published is one of ours, not what we found at the start.</summary>
    public bool Any => _current is not null;

    /// <summary>Fills the next file. Nobody sees it yet; what a full disk refuses, it refuses here.</summary>
    public void Prepare(long visits)
    {
        MakeNext();
        var length = VisitText.Write(visits, _buffer);
        _next!.Write(_buffer.AsSpan(0, length), 0);
    }

    /// <summary>Makes the prepared file durable before it gets its name.</summary>
    public void FlushPrepared() => _next!.Flush();

    /// <summary>Gives the prepared file its name: from now on every reader that opens it sees the new number.</summary>
    public void Publish()
    {
        volume.Exchange(Next, Name);
        _current?.Dispose();
        (_current, _next) = (_next, null);
    }

    /// <summary>Puts an empty file in the place of the number before, so that the next visit need not.</summary>
    public void MakeNext() => _next ??= volume.Create(Next);

    /// <summary>Forgets what was prepared.</summary>
    public void Discard()
    {
        _next?.Dispose();
        _next = null;
    }

    /// <summary>Makes the published number durable by itself, without the journal.</summary>
    public void Flush()
    {
        _current?.Flush();
        volume.FlushNames();
    }

    public void Dispose()
    {
        _next?.Dispose();
        _current?.Dispose();
    }
}
