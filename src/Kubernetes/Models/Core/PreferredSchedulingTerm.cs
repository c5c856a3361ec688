using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Core;

public sealed record PreferredSchedulingTerm
{
    public NodeSelectorTerm? Preference { get; init; }

    public int Weight { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
