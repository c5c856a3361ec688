namespace LocalCluster.Controllers.StatefulSets.Pods;

/// <summary>How a pod stands to a set.</summary>
internal enum PodTie
{
    /// <summary>None of its business.</summary>
    Foreign,

    /// <summary>It is the set's.</summary>
    Owned,

    /// <summary>It fits and nobody has it.</summary>
    Orphan,

    /// <summary>The set has it, but it no longer fits the selector.</summary>
    Strayed,
}
