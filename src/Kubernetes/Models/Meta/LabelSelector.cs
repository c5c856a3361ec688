using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Meta;

/// <summary>Labels that an object must have; null selects nothing, the empty one everything.</summary>
public sealed record LabelSelector
{
    public IReadOnlyList<LabelSelectorRequirement>? MatchExpressions { get; init; }

    public IReadOnlyDictionary<string, string>? MatchLabels { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
