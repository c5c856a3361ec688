using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Typed;

/// <summary>
/// Where a value stands: with list positions for people, and without them, as Go's decoder counts, together with the struct whose field it is.
/// </summary>
internal sealed record TypedPath(string WithIndexes, string GoPath, string Struct)
{
    /// <summary>The name of the last struct field on the way.</summary>
    public string Field { get; private init; } = "";

    public TypedPath Child(string name, Schema parent, bool isField) => isField
        ? new TypedPath(Full(name), GoPath.Length == 0 ? name : $"{GoPath}.{name}", parent.Name ?? Struct) { Field = name }
        : this with { WithIndexes = Full(name) };

    public TypedPath Item(int index) => this with { WithIndexes = $"{WithIndexes}[{index}]" };

    public string Full(string name) => WithIndexes.Length == 0 ? name : $"{WithIndexes}.{name}";

    public TypeMismatchException Mismatch(JsonNode value, string goType) =>
        new($"json: cannot unmarshal {Kind(value)} into Go struct field {Struct}.{GoPath} of type {goType}", Conversion(value, goType));

    private static string Conversion(JsonNode value, string goType)
    {
        var (kind, name) = value.GetValueKind() switch
        {
            JsonValueKind.Object => ("map", "map[string]interface {}"),
            JsonValueKind.Array => ("slice", "[]interface {}"),
            JsonValueKind.String => ("string", "string"),
            JsonValueKind.Number when JsonNumbers.TryWhole(value, out _) => ("int64", "int64"),
            JsonValueKind.Number => ("float64", "float64"),
            _ => ("bool", "bool"),
        };
        if (goType.StartsWith("map[", StringComparison.Ordinal))
            return $"cannot restore map from {kind}";
        if (goType.StartsWith("[]", StringComparison.Ordinal))
            return $"cannot restore slice from {kind}";
        return goType is "string" or "bool" or "int32" or "int64" or "float64" || value.GetValueKind() is JsonValueKind.Object or JsonValueKind.Array
            ? $"cannot convert {name} to {goType}"
            : $"cannot restore struct from: {kind}";
    }

    public static string Kind(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        _ => "bool",
    };
}
