namespace Operator.Observe;

/// <summary>
/// What the pod on a volume says it has counted. <see cref="Entries"/>: the same by who counted it (a volume and an incarnation of its pod),
/// for volumes that may know the same visits; null from an app that does not tell.
/// </summary>
internal sealed record VolumeCount(long Visits, IReadOnlyDictionary<string, long>? Entries = null)
{
    /// <summary>Whether an earlier pass was told this: what the status says may be newer.</summary>
    public bool IsKept { get; init; }

    /// <summary>Visits that at least one of the volumes knows, each counted once: the greatest count per entry.</summary>
    public static long Union(IReadOnlyList<VolumeCount> counts)
    {
        if (counts.Any(count => count.Entries is null)) return counts.Max(count => count.Visits);
        return counts.SelectMany(count => count.Entries!).GroupBy(entry => entry.Key).Sum(entry => entry.Max(known => known.Value));
    }
}
