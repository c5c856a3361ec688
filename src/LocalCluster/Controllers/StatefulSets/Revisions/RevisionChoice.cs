namespace LocalCluster.Controllers.StatefulSets.Revisions;

/// <summary>Which revision the set's template of now has.</summary>
internal abstract record RevisionChoice
{
    private RevisionChoice()
    {
    }

    /// <summary>The latest one already says so.</summary>
    internal sealed record Keep(RevisionFacts Revision) : RevisionChoice;

    /// <summary>An older one says so (a rollback): it becomes the latest by a new number.</summary>
    internal sealed record Renumber(RevisionFacts Revision, long Number) : RevisionChoice;

    /// <summary>None says so.</summary>
    internal sealed record Create(long Number) : RevisionChoice;
}
