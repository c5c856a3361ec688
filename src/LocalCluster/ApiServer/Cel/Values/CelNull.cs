namespace LocalCluster.ApiServer.Cel.Values;

/// <summary>The value <c>null</c>.</summary>
internal sealed class CelNull
{
    public static readonly CelNull Value = new();

    private CelNull()
    {
    }
}
