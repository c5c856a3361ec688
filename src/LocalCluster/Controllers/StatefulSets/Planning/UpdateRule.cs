namespace LocalCluster.Controllers.StatefulSets.Planning;

/// <summary>When a pod of an older revision is replaced.</summary>
internal abstract record UpdateRule
{
    private UpdateRule()
    {
    }

    /// <summary>Never by the controller; a pod that somebody deletes comes back at the new revision.</summary>
    internal sealed record OnDelete : UpdateRule;

    /// <summary>
    /// From the highest ordinal down, one at a time, ordinals below <paramref name="Partition"/> not at all. Null is no partition, and
    /// not the same as zero: then a pod that is lost during a roll comes back as it was, unless its turn has come.
    /// </summary>
    internal sealed record Rolling(int? Partition) : UpdateRule;
}
