namespace LocalCluster.Storage;

/// <summary>
/// The last changes of one resource, oldest first, in a window of bounded length. A reader that wants changes from before the window
/// is told so (<see cref="CompactedException"/>) and never gets a gap. Not thread safe: the store's lock guards every call.
/// </summary>
internal sealed class WatchHistory(long startRevision, int length)
{
    private StoreChange[] _ring = new StoreChange[16];
    private int _start;
    private int _count;
    private TaskCompletionSource _grown = NewSignal();

    /// <summary>Changes after this revision are complete.</summary>
    public long Compacted { get; private set; } = startRevision;

    /// <summary>Ends when the next change arrives, or when the history is cut.</summary>
    public Task Grown => _grown.Task;

    public void Append(StoreChange change)
    {
        if (_count == length)
            DropOldest();
        else if (_count == _ring.Length)
            Grow();
        _ring[(_start + _count++) % _ring.Length] = change;
        Signal();
    }

    /// <exception cref="CompactedException">The window begins later than that.</exception>
    public IReadOnlyList<StoreChange> Since(long revision)
    {
        if (revision < Compacted)
            throw new CompactedException(revision, Compacted);
        int first = FirstAfter(revision);
        if (first == _count)
            return [];
        var since = new StoreChange[_count - first];
        for (int i = 0; i < since.Length; i++)
            since[i] = At(first + i);
        return since;
    }

    /// <summary>Forgets everything up to the given revision, as etcd's compaction does.</summary>
    public void Compact(long revision)
    {
        while (_count > 0 && At(0).Revision <= revision)
            DropOldest();
        Compacted = Math.Max(Compacted, revision);
        Signal();
    }

    private StoreChange At(int index) => _ring[(_start + index) % _ring.Length];

    private int FirstAfter(long revision)
    {
        (int low, int high) = (0, _count);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = At(middle).Revision > revision ? (low, middle) : (middle + 1, high);
        }
        return low;
    }

    private void DropOldest()
    {
        Compacted = At(0).Revision;
        _ring[_start] = null!;
        _start = (_start + 1) % _ring.Length;
        _count--;
    }

    private void Grow()
    {
        var larger = new StoreChange[Math.Min(_ring.Length * 2, length)];
        for (int i = 0; i < _count; i++)
            larger[i] = At(i);
        (_ring, _start) = (larger, 0);
    }

    private void Signal()
    {
        TaskCompletionSource signal = _grown;
        _grown = NewSignal();
        signal.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
