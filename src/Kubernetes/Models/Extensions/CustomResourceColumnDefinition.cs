using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Extensions;

public sealed record CustomResourceColumnDefinition
{
    public string Type { get => field ?? ""; init; }

    public string Name { get => field ?? ""; init; }

    public string? Description { get; init; }

    public string? Format { get; init; }

    public string JsonPath { get => field ?? ""; init; }

    public int? Priority { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
