namespace LocalCluster.ApiServer.Faults;

/// <summary>Something that goes wrong on purpose: what, for whom, and how often. A value; what became of it is told by <see cref="ActiveFault"/>.</summary>
public sealed record Fault(FaultEffect Effect)
{
    public FaultTarget Target { get; init; } = FaultTarget.Everything;

    /// <summary>How many of what matches are let through first.</summary>
    public int Skip { get; init; }

    /// <summary>How many are struck after that; null strikes all until the fault is removed.</summary>
    public int? Count { get; init; }

    public override string ToString() => FaultText.Write(this);
}
