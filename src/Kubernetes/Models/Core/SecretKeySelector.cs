using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Core;

public sealed record SecretKeySelector
{
    public string? Name { get; init; }

    public string Key { get => field ?? ""; init; }

    public bool? Optional { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
