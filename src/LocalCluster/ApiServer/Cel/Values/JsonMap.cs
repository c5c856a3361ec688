using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Cel.Checking;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Cel.Values;

/// <summary>
/// An object, or a map of one. Fields go by their escaped names, and a field that is null counts as absent; keys of a map are what they are.
/// Fields without a schema cannot be seen, but count when objects are compared.
/// </summary>
internal sealed class JsonMap(JsonObject json, Schema schema, bool isResource) : CelMap
{
    private readonly bool _hasFields = isResource || schema.Properties.Count > 0;

    public override int Count => json.Count;

    public override IEnumerable<object> Keys => json.Where(member => SchemaOf(member.Key, member.Value) is not null)
        .Select(member => _hasFields ? FieldNames.Escape(member.Key) ?? member.Key : member.Key);

    public override object? Find(object key)
    {
        if (key is not string text)
            return null;
        var name = _hasFields ? FieldNames.Unescape(text) : text;
        if (name is null || !json.TryGetPropertyValue(name, out var value) || (_hasFields && value is null))
            return null;
        return SchemaOf(name, value) is { } known ? known.Value : null;
    }

    public override bool SameAs(CelMap other)
    {
        if (other is not JsonMap that)
            return base.SameAs(other);
        if (Count != that.Count)
            return false;
        foreach (var (name, value) in json)
        {
            if (!that.TryGet(name, out var theirs))
                return false;
            var (mine, yours) = (SchemaOf(name, value), that.SchemaOf(name, theirs));
            if (mine is null || yours is null ? !JsonEquality.Same(value, theirs) : !CelEquality.Same(mine.Value, yours.Value))
                return false;
        }

        return true;
    }

    private bool TryGet(string name, out JsonNode? value) => json.TryGetPropertyValue(name, out value);

    /// <summary>Null when rules cannot see the member.</summary>
    private Visible? SchemaOf(string name, JsonNode? value)
    {
        if (isResource && name is "apiVersion" or "kind" && value is JsonValue text)
            return new Visible(text.GetValue<string>());
        if (isResource && name == "metadata" && value is JsonObject metadata)
            return new Visible(new JsonMap(metadata, IdentitySchema.Metadata(schema), isResource: false));
        return schema.Member(name) is { } member ? new Visible(CelData.From(value, member)) : null;
    }

    private sealed record Visible(object Value);
}
