using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Operator.Api.Definitions;

namespace Operator.Api;

/// <summary>The Service that users call.</summary>
[Rule("!has(self.nodePort) || self.type in ['NodePort', 'LoadBalancer']",
    "service.nodePort goes with service.type NodePort or LoadBalancer only: remove nodePort or change the type")]
public sealed record CounterAppService
{
    [Description("How the Service is published: inside the cluster, on a port of every node, or through a load balancer.")]
    [AllowedValues("ClusterIP", "NodePort", "LoadBalancer")]
    public string Type { get; init; } = "NodePort";

    [Description("Port of the Service. Defaults to spec.port.")]
    [Range(1, 65535)]
    public int? Port { get; init; }

    [Description("Port on every node. Allocated by the cluster when it is not set, and kept from then on.")]
    [Range(1, 65535)]
    public int? NodePort { get; init; }

    [Description("Annotations of the Service, for example for a cloud's load balancer.")]
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }
}
