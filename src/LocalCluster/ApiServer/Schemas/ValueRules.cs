using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Schemas;

/// <summary>What a schema says of a single value beyond its type.</summary>
internal sealed record ValueRules
{
    private static readonly ValueRules None = new();

    public IReadOnlyList<JsonNode?> Enum { get; init; } = [];

    public double? Minimum { get; init; }

    public bool ExclusiveMinimum { get; init; }

    public double? Maximum { get; init; }

    public bool ExclusiveMaximum { get; init; }

    public double? MultipleOf { get; init; }

    public long? MinLength { get; init; }

    public long? MaxLength { get; init; }

    public string? Pattern { get; init; }

    public long? MinItems { get; init; }

    public long? MaxItems { get; init; }

    public bool UniqueItems { get; init; }

    public long? MinProperties { get; init; }

    public long? MaxProperties { get; init; }

    public static ValueRules Read(SchemaSource source)
    {
        var rules = new ValueRules
        {
            Enum = source.Nodes("enum"),
            Minimum = source.Number("minimum"),
            ExclusiveMinimum = source.Flag("exclusiveMinimum"),
            Maximum = source.Number("maximum"),
            ExclusiveMaximum = source.Flag("exclusiveMaximum"),
            MultipleOf = source.Number("multipleOf"),
            MinLength = source.Whole("minLength"),
            MaxLength = source.Whole("maxLength"),
            Pattern = source.Text("pattern"),
            MinItems = source.Whole("minItems"),
            MaxItems = source.Whole("maxItems"),
            UniqueItems = source.Flag("uniqueItems"),
            MinProperties = source.Whole("minProperties"),
            MaxProperties = source.Whole("maxProperties"),
        };
        return rules with { Enum = None.Enum } == None && rules.Enum.Count == 0 ? None : rules;
    }
}
