using System.Text.Json;
using System.Text.Json.Serialization;
using Kubernetes.Models.Meta;

namespace Kubernetes.Models.Core;

public sealed record TopologySpreadConstraint
{
    public LabelSelector? LabelSelector { get; init; }

    public IReadOnlyList<string>? MatchLabelKeys { get; init; }

    public int MaxSkew { get; init; }

    public int? MinDomains { get; init; }

    public string? NodeAffinityPolicy { get; init; }

    public string? NodeTaintsPolicy { get; init; }

    public string TopologyKey { get => field ?? ""; init; }

    public string WhenUnsatisfiable { get => field ?? ""; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
