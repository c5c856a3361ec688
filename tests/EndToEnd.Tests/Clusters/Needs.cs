namespace EndToEnd.Tests.Clusters;

/// <summary>What some tests need of the local cluster, and a cluster that somebody has named does not give.</summary>
internal static class Needs
{
    public const string Requests = "a record of every request";
    public const string Faults = "an API server that fails on demand";
    public const string Images = "images that fail on purpose";
    public const string PodAddresses = "pods at addresses of this machine";
    public const string AClusterOfItsOwn = "a cluster of its own";

    /// <summary>Why the test is skipped; null where it runs.</summary>
    public static string? Unmet(string needs) => NamedCluster.File is null ? null : $"needs {needs}, and {NamedCluster.Variable} names a cluster";
}
