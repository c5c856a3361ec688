using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Extensions;

public sealed record CustomResourceDefinitionSpec
{
    public CustomResourceConversion? Conversion { get; init; }

    public string Group { get => field ?? ""; init; }

    public CustomResourceDefinitionNames? Names { get; init; }

    public bool? PreserveUnknownFields { get; init; }

    public string Scope { get => field ?? ""; init; }

    public IReadOnlyList<CustomResourceDefinitionVersion>? Versions { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
