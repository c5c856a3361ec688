using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.FieldOwnership;

/// <summary>
/// How a field is owned, derived from its schema: as a whole (scalars, atomic lists and maps), or by its parts (objects, maps, list-maps,
/// sets). A schema that leaves the type open can be several things at once; the value decides.
/// </summary>
internal sealed class FieldType
{
    private static readonly ConditionalWeakTable<Schema, FieldType> Roots = [];
    private static readonly FieldType UntypedAtomic = new(null) { Scalar = ScalarKind.Any, IsList = true, IsMap = true, ListIsAtomic = true, MapIsAtomic = true };
    private static readonly FieldType Deduced = new(null) { Scalar = ScalarKind.Any, IsList = true, IsMap = true, ListIsAtomic = true };

    private readonly Schema? _schema;
    private readonly bool _preservesUnknown;
    private readonly bool _isObject;
    private Dictionary<string, FieldType>? _fields;
    private FieldType? _items;
    private FieldType? _element;

    private FieldType(Schema? schema, bool preservesUnknown = false, bool isRoot = false)
    {
        _schema = schema;
        _preservesUnknown = preservesUnknown || schema?.PreserveUnknownFields == true;
        _isObject = isRoot || schema?.EmbeddedResource == true;
        if (schema is not null)
            (Scalar, IsList, IsMap, ListIsAtomic, MapIsAtomic) = Shape(schema);
    }

    internal enum ScalarKind
    {
        None,
        Numeric,
        String,
        Boolean,
        Any,
    }

    internal enum Form
    {
        Map,
        Scalar,
        List,
    }

    public ScalarKind Scalar { get; private init; }

    public bool IsList { get; private init; }

    public bool IsMap { get; private init; }

    public bool ListIsAtomic { get; private init; }

    public bool MapIsAtomic { get; private init; }

    /// <summary>The keys of a list-map; empty for a set.</summary>
    public IReadOnlyList<string> Keys => _schema switch
    {
        { ListType: "map" } => _schema.ListMapKeys,
        { ListType: null, PatchMergeKey: { } key } => [key],
        _ => [],
    };

    public FieldType Items => _items ??= _schema?.Items is { } items ? new FieldType(items, _preservesUnknown) : UntypedAtomic;

    /// <summary>The type of members that are not declared; null when there may be none.</summary>
    public FieldType? Element => _element ??= FindElement();

    public static FieldType Of(Schema root) => Roots.GetValue(root, static schema => new FieldType(schema, isRoot: true));

    /// <summary>A declared field.</summary>
    public FieldType? Field(string name)
    {
        if (_schema is null)
            return null;
        var fields = _fields ??= ReadFields();
        return fields.TryGetValue(name, out var found) ? found : null;
    }

    public FieldType? Member(string name) => Field(name) ?? Element;

    /// <summary>The schema's default of a list-map's key: an item that leaves it out has it.</summary>
    public JsonNode? DefaultOf(string key) =>
        _schema?.Properties.TryGetValue(key, out var property) == true ? property.Default : null;

    public Form FormOf(JsonNode? value)
    {
        var kind = value?.GetValueKind();
        if (kind == JsonValueKind.Object && IsMap)
            return Form.Map;
        if (kind == JsonValueKind.Array && IsList)
            return Form.List;
        if (kind is not (null or JsonValueKind.Object or JsonValueKind.Array) && Scalar != ScalarKind.None)
            return Form.Scalar;
        return IsMap ? Form.Map : Scalar != ScalarKind.None ? Form.Scalar : Form.List;
    }

    private static (ScalarKind Scalar, bool IsList, bool IsMap, bool ListIsAtomic, bool MapIsAtomic) Shape(Schema schema)
    {
        var mapIsAtomic = schema.MapType == "atomic";
        return (schema.Name, schema.Type) switch
        {
            ("Quantity", _) => (ScalarKind.Any, false, false, false, false),
            ("RawExtension", _) => (ScalarKind.Any, true, true, true, true),
            (_, "object") => (ScalarKind.None, false, true, false, mapIsAtomic),
            (_, "array") => (ScalarKind.None, true, false, ListHoldsTogether(schema), false),
            (_, "integer" or "number") => (ScalarKind.Numeric, false, false, false, false),
            (_, "boolean") => (ScalarKind.Boolean, false, false, false, false),
            (_, "string") => (schema.Format is null or "byte" ? ScalarKind.String : ScalarKind.Any, false, false, false, false),
            _ => (ScalarKind.Any, true, true, ListHoldsTogether(schema), mapIsAtomic),
        };
    }

    private static bool ListHoldsTogether(Schema schema) => schema.ListType switch
    {
        "set" or "map" => false,
        null => !schema.PatchStrategies.Contains("merge"),
        _ => true,
    };

    private Dictionary<string, FieldType> ReadFields()
    {
        var fields = _schema!.Properties.ToDictionary(p => p.Key, p => new FieldType(p.Value, _preservesUnknown), StringComparer.Ordinal);
        if (!_isObject)
            return fields;
        var text = new FieldType(null) { Scalar = ScalarKind.String };
        fields["apiVersion"] = text;
        fields["kind"] = text;
        fields["metadata"] = new FieldType(BuiltInSchemas.ObjectMeta);
        return fields;
    }

    private FieldType? FindElement()
    {
        if (_schema is null)
            return ReferenceEquals(this, Deduced) ? Deduced : ReferenceEquals(this, UntypedAtomic) ? UntypedAtomic : null;
        if (_schema.AdditionalProperties is { } values)
            return new FieldType(values, _preservesUnknown);
        if (_schema.AllowsAnyProperty)
            return Deduced;
        return !_schema.ForbidsAdditionalProperties && (_preservesUnknown || _schema.Properties.Count == 0) ? Deduced : null;
    }
}
