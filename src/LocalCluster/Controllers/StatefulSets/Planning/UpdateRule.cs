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
    /// From the highest ordinal down, one at a time, ordinals below <paramref name="Partition"/> not at all. The field
    /// maxUnavailable has no effect: its feature gate is off by default in 1.36.
    /// </summary>
    internal sealed record Rolling(int Partition) : UpdateRule;
}
