using CounterApp.Volumes;

namespace CounterApp.Visits;

/// <summary>
/// <c>visits.txt</c>: what everybody may read at any time. A file is never written while it has that name or while anybody has it open,
/// so that no reader ever sees half a number, however slowly it reads. The next number waits in another file until both swap names.
/// </summary>
/// <remarks>
/// The swap instead of a plain rename over the old file: ext4 writes a file out before it renames it over another one
/// (<c>auto_da_alloc</c>), which would cost every visit a second trip to the disk. Two files take turns: to make and delete one
/// for each number costs the processor as much as the flush does.
/// </remarks>
internal sealed class PublishedNumber(IVolume volume) : IDisposable
{
    public const string Name = "visits.txt";
    private const string Next = "visits.next";

    private readonly byte[] _buffer = new byte[VisitText.MaxLength];
    private IVolumeFile? _current;
    private IVolumeFile? _next;

    /// <summary>Was published before, so that somebody may still be reading it.</summary>
    private IVolumeFile? _former;

    /// <summary>Whether the number that is published is one of ours, not what we found at the start or what a failure left.</summary>
    public bool Any => _current is not null;

    /// <summary>Fills the next file. Nobody sees it yet; what a full disk refuses, it refuses here.</summary>
    public void Prepare(long visits)
    {
        var text = _buffer.AsSpan(0, VisitText.Write(visits, _buffer));
        if (_former is not null && _former.TryOverwrite(text))
        {
            (_next, _former) = (_former, null);
            return;
        }

        Close(ref _former);
        MakeNext();
        _next!.Write(text, 0);
    }

    /// <summary>Makes the prepared file durable before it gets its name.</summary>
    public void FlushPrepared() => _next!.Flush();

    /// <summary>Gives the prepared file its name: from now on every reader that opens it sees the new number.</summary>
    public void Publish()
    {
        if (volume.Exchange(Next, Name)) _former = _current;
        else _current?.Dispose();
        (_current, _next) = (_next, null);
    }

    /// <summary>Sees to it that there is a next file, so that the next visit need not.</summary>
    public void MakeNext()
    {
        if (_former is null) _next ??= volume.Create(Next);
    }

    /// <summary>Forgets what was prepared, and which file has which name.</summary>
    public void Discard()
    {
        Close(ref _former);
        Close(ref _next);
        Close(ref _current);
    }

    /// <summary>Makes the published number durable by itself, without the journal.</summary>
    public void Flush()
    {
        _current?.Flush();
        volume.FlushNames();
    }

    public void Dispose() => Discard();

    private static void Close(ref IVolumeFile? file)
    {
        file?.Dispose();
        file = null;
    }
}
