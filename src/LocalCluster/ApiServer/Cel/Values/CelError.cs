namespace LocalCluster.ApiServer.Cel.Values;

/// <summary>What a part of an expression came to when it could not be computed. Logic operators can absorb it; everything else passes it on.</summary>
internal sealed record CelError(string Message)
{
    public static readonly CelError NoSuchOverload = new("no such overload");
}
