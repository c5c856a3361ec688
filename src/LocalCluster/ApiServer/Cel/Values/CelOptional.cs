namespace LocalCluster.ApiServer.Cel.Values;

/// <summary>A value that may be missing.</summary>
internal sealed record CelOptional(object? Value)
{
    public static readonly CelOptional None = new((object?)null);

    public bool HasValue => Value is not null;
}
