namespace LocalCluster.Node.Pods;

internal static class RestartPolicies
{
    public const string Always = "Always";
    public const string OnFailure = "OnFailure";
    public const string Never = "Never";

    /// <summary>Whether a container that ended so is started again; null means Always, as the API defaults it.</summary>
    public static bool Restarts(string? policy, int exitCode) => policy switch
    {
        Never => false,
        OnFailure => exitCode != 0,
        _ => true,
    };
}
