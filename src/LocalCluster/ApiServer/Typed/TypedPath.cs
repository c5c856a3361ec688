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
        new($"json: cannot unmarshal {Kind(value)} into Go struct field {Struct}.{GoPath} of type {goType}");

    public static string Kind(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        _ => "bool",
    };
}
