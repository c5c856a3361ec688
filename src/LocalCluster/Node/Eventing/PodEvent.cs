namespace LocalCluster.Node.Eventing;

/// <summary>Something that the node wants to tell about an object, in the kubelet's words.</summary>
internal sealed record PodEvent(string Type, string Reason, string Message)
{
    private const string NormalType = "Normal";
    private const string WarningType = "Warning";

    public static PodEvent Normal(string reason, string message) => new(NormalType, reason, message);

    public static PodEvent Warning(string reason, string message) => new(WarningType, reason, message);
}
