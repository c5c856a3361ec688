using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Core;

public sealed record PodSpec
{
    public long? ActiveDeadlineSeconds { get; init; }

    public Affinity? Affinity { get; init; }

    public bool? AutomountServiceAccountToken { get; init; }

    public IReadOnlyList<Container>? Containers { get; init; }

    public PodDNSConfig? DnsConfig { get; init; }

    public string? DnsPolicy { get; init; }

    public bool? EnableServiceLinks { get; init; }

    public IReadOnlyList<EphemeralContainer>? EphemeralContainers { get; init; }

    public IReadOnlyList<HostAlias>? HostAliases { get; init; }

    public bool? HostIPC { get; init; }

    public bool? HostNetwork { get; init; }

    public bool? HostPID { get; init; }

    public bool? HostUsers { get; init; }

    public string? Hostname { get; init; }

    public string? HostnameOverride { get; init; }

    public IReadOnlyList<LocalObjectReference>? ImagePullSecrets { get; init; }

    public IReadOnlyList<Container>? InitContainers { get; init; }

    public string? NodeName { get; init; }

    public IReadOnlyDictionary<string, string>? NodeSelector { get; init; }

    public PodOS? Os { get; init; }

    public IReadOnlyDictionary<string, Quantity>? Overhead { get; init; }

    public string? PreemptionPolicy { get; init; }

    public int? Priority { get; init; }

    public string? PriorityClassName { get; init; }

    public IReadOnlyList<PodReadinessGate>? ReadinessGates { get; init; }

    public ResourceRequirements? Resources { get; init; }

    public string? RestartPolicy { get; init; }

    public string? RuntimeClassName { get; init; }

    public string? SchedulerName { get; init; }

    public IReadOnlyList<PodSchedulingGate>? SchedulingGates { get; init; }

    public PodSecurityContext? SecurityContext { get; init; }

    public string? ServiceAccount { get; init; }

    public string? ServiceAccountName { get; init; }

    public bool? SetHostnameAsFQDN { get; init; }

    public bool? ShareProcessNamespace { get; init; }

    public string? Subdomain { get; init; }

    public long? TerminationGracePeriodSeconds { get; init; }

    public IReadOnlyList<Toleration>? Tolerations { get; init; }

    public IReadOnlyList<TopologySpreadConstraint>? TopologySpreadConstraints { get; init; }

    public IReadOnlyList<Volume>? Volumes { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
