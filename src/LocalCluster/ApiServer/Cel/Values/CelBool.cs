namespace LocalCluster.ApiServer.Cel.Values;

/// <summary>The two bools, boxed once.</summary>
internal static class CelBool
{
    public static readonly object True = true;
    public static readonly object False = false;

    public static object Of(bool value) => value ? True : False;
}
