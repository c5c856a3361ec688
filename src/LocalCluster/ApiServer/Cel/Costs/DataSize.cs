using System.Text;
using LocalCluster.ApiServer.Cel.Checking;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Cel.Costs;

/// <summary>
/// How much data a schema lets through: the most entries of a list or a map, the most bytes of a text, and the fewest bytes a value takes in
/// a request. Where the schema sets no bound, the largest request does (k8s.io/apiserver/pkg/cel/common/schemas.go).
/// </summary>
internal sealed record DataSize(long MaxElements, long MinBytes)
{
    public const long LargestRequest = 3 * 1024 * 1024;
    private const long Quotes = 2;
    private static readonly IReadOnlyDictionary<string, DataSize> None = new Dictionary<string, DataSize>();
    private static readonly DataSize AnyText = new(LargestRequest - Quotes, Quotes);

    /// <summary>Of a list's items or a map's values.</summary>
    public DataSize? Element { get; private init; }

    /// <summary>Keys of a map are not estimated; null where there are none.</summary>
    public DataSize? Key { get; private init; }

    /// <summary>By their names in expressions.</summary>
    public IReadOnlyDictionary<string, DataSize> Fields { get; private init; } = None;

    /// <summary>How often such a value fits into one request.</summary>
    public ulong MostInRequest => (ulong)(LargestRequest / (MinBytes + 1));

    /// <summary>Null for what rules cannot see.</summary>
    public static DataSize? Of(Schema schema, bool isResource)
    {
        if (schema.IntOrString)
            return new DataSize(schema.Rules.MaxLength is { } length ? Bounded(length) * 4 : LargestRequest - Quotes, 1);
        return schema.Type switch
        {
            "array" => OfList(schema),
            "object" => schema.AdditionalProperties is { } values ? OfMap(schema, values) : OfObject(schema, isResource),
            "string" => OfText(schema),
            "boolean" => new DataSize(0, 4),
            "number" or "integer" => new DataSize(0, 1),
            _ => null,
        };
    }

    /// <summary>What a path of field names, <c>@items</c>, <c>@values</c> and <c>@keys</c> leads to; its first part names the variable.</summary>
    public DataSize? Find(IReadOnlyList<string> path)
    {
        var at = this;
        foreach (var step in path.Skip(1))
        {
            var next = step switch
            {
                "@items" or "@values" => at.Element,
                "@keys" => at.Key,
                _ => at.Fields.GetValueOrDefault(step),
            };
            if (next is null)
                return null;
            at = next;
        }

        return at;
    }

    private static DataSize? OfList(Schema schema) => schema.Items is { } items && Of(items, items.EmbeddedResource) is { } item
        ? new DataSize(schema.Rules.MaxItems is { } most ? Bounded(most) : (LargestRequest - 2) / (item.MinBytes + 1), 2) { Element = item }
        : null;

    private static DataSize? OfMap(Schema schema, Schema values) => Of(values, values.EmbeddedResource) is { } value
        ? new DataSize(schema.Rules.MaxProperties is { } most ? Bounded(most) : (LargestRequest - 2) / (value.MinBytes + 6), 2) { Element = value, Key = new(0, Quotes) }
        : null;

    private static DataSize OfObject(Schema schema, bool isResource)
    {
        var fields = new Dictionary<string, DataSize>(StringComparer.Ordinal);
        long bytes = 2;
        foreach (var (name, property) in schema.Properties)
        {
            if (Of(property, property.EmbeddedResource) is not { } size)
                continue;
            if (FieldNames.Escape(name) is { } escaped)
                fields[escaped] = size;
            if (schema.Required.Contains(name) && property.Default is null)
                bytes += Encoding.UTF8.GetByteCount(name) + size.MinBytes + 4;
        }

        if (isResource)
            AddIdentity(fields);
        return new DataSize(0, bytes) { Fields = fields };
    }

    private static void AddIdentity(Dictionary<string, DataSize> fields)
    {
        fields["apiVersion"] = AnyText;
        fields["kind"] = AnyText;
        var metadata = fields.GetValueOrDefault("metadata");
        if (metadata is null || !metadata.Fields.ContainsKey("name") || !metadata.Fields.ContainsKey("generateName"))
            fields["metadata"] = new DataSize(0, 2) { Fields = new Dictionary<string, DataSize> { ["name"] = AnyText, ["generateName"] = AnyText } };
    }

    private static DataSize OfText(Schema schema) => (schema.Format, schema.Rules.MaxLength) switch
    {
        ("byte", { } length) => new(Bounded(length), Quotes),
        ("duration", _) => new(32, 3),
        ("date", _) => new(12, 12),
        ("date-time", _) => new(32, 21),
        (_, { } length) => new(Bounded(length) * 4, Quotes),
        ("byte", null) => AnyText,
        _ => schema.Rules.Enum.Count == 0 ? AnyText : new(Longest(schema), Quotes),
    };

    private static long Longest(Schema schema) => schema.Rules.Enum
        .Select(value => value?.GetValueKind() == System.Text.Json.JsonValueKind.String ? (long)Encoding.UTF8.GetByteCount(value.GetValue<string>()) : 0)
        .Max();

    private static long Bounded(long most) => Math.Max(0, most);
}
