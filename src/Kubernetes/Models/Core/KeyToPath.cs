using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Core;

public sealed record KeyToPath
{
    public string Key { get => field ?? ""; init; }

    public int? Mode { get; init; }

    public string Path { get => field ?? ""; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
