using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Meta;

public sealed record LabelSelector
{
    public IReadOnlyList<LabelSelectorRequirement>? MatchExpressions { get; init; }

    public IReadOnlyDictionary<string, string>? MatchLabels { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
