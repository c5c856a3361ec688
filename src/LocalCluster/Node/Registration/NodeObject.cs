using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;

namespace LocalCluster.Node.Registration;

/// <summary>The Node object and its status, as a kubelet on a healthy machine writes them.</summary>
internal static class NodeObject
{
    public static ClusterNode Build(NodeOptions options)
    {
        var labels = new Dictionary<string, string>
        {
            ["beta.kubernetes.io/arch"] = MachineFacts.System(options.KubernetesVersion).Architecture,
            ["beta.kubernetes.io/os"] = "linux",
            ["kubernetes.io/arch"] = MachineFacts.System(options.KubernetesVersion).Architecture,
            ["kubernetes.io/hostname"] = options.Name,
            ["kubernetes.io/os"] = "linux",
            ["node-role.kubernetes.io/control-plane"] = "",
        };
        return new ClusterNode
        {
            Metadata = new ObjectMeta { Name = options.Name, Labels = labels },
            Spec = new NodeSpec { PodCIDR = $"127.{options.Slot}.0.0/16", PodCIDRs = [$"127.{options.Slot}.0.0/16"] },
        };
    }

    public static NodeStatus Status(NodeOptions options, int endpointPort, DateTimeOffset now) => new()
    {
        Addresses =
        [
            new NodeAddress { Type = "InternalIP", Address = options.Address.ToString() },
            new NodeAddress { Type = "Hostname", Address = options.Name },
        ],
        Allocatable = MachineFacts.Capacity(),
        Capacity = MachineFacts.Capacity(),
        Conditions =
        [
            Condition("MemoryPressure", "False", "KubeletHasSufficientMemory", "kubelet has sufficient memory available", now),
            Condition("DiskPressure", "False", "KubeletHasNoDiskPressure", "kubelet has no disk pressure", now),
            Condition("PIDPressure", "False", "KubeletHasSufficientPID", "kubelet has sufficient PID available", now),
            Condition("Ready", "True", "KubeletReady", "kubelet is posting ready status", now),
        ],
        DaemonEndpoints = new NodeDaemonEndpoints { KubeletEndpoint = new DaemonEndpoint { Port = endpointPort } },
        NodeInfo = MachineFacts.System(options.KubernetesVersion),
    };

    private static NodeCondition Condition(string type, string status, string reason, string message, DateTimeOffset now) =>
        new() { Type = type, Status = status, Reason = reason, Message = message, LastHeartbeatTime = now, LastTransitionTime = now };
}
