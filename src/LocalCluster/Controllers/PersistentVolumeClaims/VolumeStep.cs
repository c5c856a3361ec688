namespace LocalCluster.Controllers.PersistentVolumeClaims;

/// <summary>The next thing that a volume needs.</summary>
internal abstract record VolumeStep
{
    private VolumeStep()
    {
    }

    internal sealed record Wait : VolumeStep;

    internal sealed record Report(string Phase) : VolumeStep;

    /// <summary>Its claim is gone and nothing is to be kept: the data goes, then the volume.</summary>
    internal sealed record Reclaim : VolumeStep;

    /// <summary>It is being deleted and nobody uses it any more.</summary>
    internal sealed record LetGo : VolumeStep;
}
