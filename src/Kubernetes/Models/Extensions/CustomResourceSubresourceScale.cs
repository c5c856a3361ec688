using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Extensions;

public sealed record CustomResourceSubresourceScale
{
    public string? LabelSelectorPath { get; init; }

    public string SpecReplicasPath { get => field ?? ""; init; }

    public string StatusReplicasPath { get => field ?? ""; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
