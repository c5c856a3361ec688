namespace LocalCluster.Controllers.StatefulSets.Revisions;

/// <summary>The rules over a set's recorded revisions.</summary>
internal static class RevisionHistory
{
    /// <summary>Oldest first: by number, then by age, then by name.</summary>
    public static IReadOnlyList<RevisionFacts> Sort(IEnumerable<RevisionFacts> revisions) =>
        [.. revisions.OrderBy(revision => revision.Number).ThenBy(revision => revision.Created).ThenBy(revision => revision.Name, StringComparer.Ordinal)];

    public static RevisionChoice Choose(IReadOnlyList<RevisionFacts> sorted, string data)
    {
        var next = sorted is [.., var newest] ? newest.Number + 1 : 1;
        return sorted.LastOrDefault(revision => revision.Data == data) switch
        {
            null => new RevisionChoice.Create(next),
            var equal when sorted[^1].Data == data => new RevisionChoice.Keep(sorted[^1]),
            var equal => new RevisionChoice.Renumber(equal, next),
        };
    }

    /// <summary>The oldest revisions beyond the limit, of those that neither the set nor one of its pods uses.</summary>
    public static IReadOnlyList<RevisionFacts> Expired(IReadOnlyList<RevisionFacts> sorted, IReadOnlySet<string> live, int limit)
    {
        var history = sorted.Where(revision => !live.Contains(revision.Name)).ToList();
        return limit < 0 ? [] : history[..Math.Max(0, history.Count - limit)];
    }
}
