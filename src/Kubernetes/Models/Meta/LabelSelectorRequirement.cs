using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Meta;

/// <summary><c>In</c>, <c>NotIn</c>, <c>Exists</c> or <c>DoesNotExist</c>: see <see cref="Selector"/>.</summary>
public sealed record LabelSelectorRequirement
{
    public string Key { get => field ?? ""; init; }

    public string Operator { get => field ?? ""; init; }

    public IReadOnlyList<string>? Values { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
