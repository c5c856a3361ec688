using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Extensions;

public sealed record CustomResourceDefinitionNames
{
    public string Kind { get => field ?? ""; init; }

    public IReadOnlyList<string>? Categories { get; init; }

    public string? ListKind { get; init; }

    public string Plural { get => field ?? ""; init; }

    public IReadOnlyList<string>? ShortNames { get; init; }

    public string? Singular { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
