using System.Collections;

namespace CounterApp.Visits;

/// <summary>
/// Counts by key: a grow-only counter. Merging takes the higher count of each key, so it does not matter in which order, how often and
/// by which way it happens. A key that is not there has counted nothing. Immutable.
/// </summary>
internal sealed class VisitEntries : IEnumerable<KeyValuePair<ReplicaKey, long>>
{
    public static readonly VisitEntries Empty = new([]);

    private readonly Dictionary<ReplicaKey, long> _counts;

    private VisitEntries(Dictionary<ReplicaKey, long> counts)
    {
        _counts = counts;
        foreach (var count in counts.Values) Sum = checked(Sum + count);
    }

    /// <summary>All counts together.</summary>
    public long Sum { get; }

    public int Count => _counts.Count;

    public long this[ReplicaKey key] => _counts.GetValueOrDefault(key);

    /// <exception cref="OverflowException">The sum does not fit 64 bits.</exception>
    public static VisitEntries Of(IEnumerable<KeyValuePair<ReplicaKey, long>> counts) => Empty.Merge(counts);

    /// <returns>This very object when there is nothing new.</returns>
    /// <exception cref="OverflowException">The sum does not fit 64 bits.</exception>
    public VisitEntries Merge(IEnumerable<KeyValuePair<ReplicaKey, long>> others)
    {
        Dictionary<ReplicaKey, long>? merged = null;
        foreach (var (key, count) in others)
        {
            if (count > (merged ?? _counts).GetValueOrDefault(key)) (merged ??= new(_counts))[key] = count;
        }

        return merged is null ? this : new VisitEntries(merged);
    }

    public VisitEntries Raise(ReplicaKey key, long count) => Merge([new(key, count)]);

    public IEnumerator<KeyValuePair<ReplicaKey, long>> GetEnumerator() => _counts.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
