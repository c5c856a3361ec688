using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Operator.Api.Definitions;

namespace Operator.Api.Strategies;

/// <summary>The layer in front of the pods that splits requests between two revisions.</summary>
[Rule("(self.provider == 'Gateway') == has(self.gateway)",
    "traffic.gateway goes with traffic.provider Gateway, and is needed there: name the gateway or set provider: Router")]
public sealed record TrafficRouting
{
    [Description("Router: a router that the operator manages behind the Service. Gateway: an HTTPRoute on a Gateway of the cluster.")]
    [AllowedValues("Router", "Gateway")]
    public string Provider { get; init; } = "Router";

    [Description("The Gateway that carries the route.")]
    public GatewayReference? Gateway { get; init; }

    [Description("Host names of the route. All of the Gateway's own when it is not set.")]
    [UniqueItems, MaxLength(16)]
    public IReadOnlyList<string>? Hostnames { get; init; }

    [Description("A cookie that keeps a caller on the revision that answered first.")]
    public StickyCookie? StickyCookie { get; init; }
}
