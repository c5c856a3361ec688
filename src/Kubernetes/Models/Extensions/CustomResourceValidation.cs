using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Extensions;

public sealed record CustomResourceValidation
{
    public JsonElement? OpenAPIV3Schema { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
