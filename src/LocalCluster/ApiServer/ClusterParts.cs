namespace LocalCluster.ApiServer;

/// <summary>The programs of the cluster itself, as their User-Agents name them.</summary>
internal static class ClusterParts
{
    public const string Controllers = "kube-controller-manager";
    public const string Node = "kubelet";
    public const string Proxy = "kube-proxy";

    /// <summary>The main command, which applies the definitions and the sample.</summary>
    public const string Command = "LocalCluster";

    public static bool Contains(string agent) => agent is Controllers or Node or Proxy or Command;
}
