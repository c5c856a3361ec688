using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Extensions;

public sealed record CustomResourceDefinitionStatus
{
    public CustomResourceDefinitionNames? AcceptedNames { get; init; }

    public IReadOnlyList<CustomResourceDefinitionCondition>? Conditions { get; init; }

    public long? ObservedGeneration { get; init; }

    public IReadOnlyList<string>? StoredVersions { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
