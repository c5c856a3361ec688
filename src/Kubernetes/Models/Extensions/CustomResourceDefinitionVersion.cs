using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Extensions;

public sealed record CustomResourceDefinitionVersion
{
    public string Name { get => field ?? ""; init; }

    public IReadOnlyList<CustomResourceColumnDefinition>? AdditionalPrinterColumns { get; init; }

    public bool? Deprecated { get; init; }

    public string? DeprecationWarning { get; init; }

    public CustomResourceValidation? Schema { get; init; }

    public IReadOnlyList<SelectableField>? SelectableFields { get; init; }

    public bool Served { get; init; }

    public bool Storage { get; init; }

    public CustomResourceSubresources? Subresources { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
