namespace LocalCluster.ApiServer.Cel.Values;

internal readonly record struct CelDuration(long Nanoseconds) : IComparable<CelDuration>
{
    public const long Second = 1_000_000_000;

    public int CompareTo(CelDuration other) => Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>Seconds with their fraction: <c>5400s</c>.</summary>
    public override string ToString() => Schemas.GoFloat.Plain(Nanoseconds / 1e9) + "s";
}
