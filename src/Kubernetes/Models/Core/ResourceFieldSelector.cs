using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Core;

public sealed record ResourceFieldSelector
{
    public string? ContainerName { get; init; }

    public Quantity? Divisor { get; init; }

    public string Resource { get => field ?? ""; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
