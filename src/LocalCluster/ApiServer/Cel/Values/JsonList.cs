using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Cel.Values;

/// <summary>A list of an object, with the semantics that its schema gives it.</summary>
internal sealed class JsonList(JsonArray items, Schema schema) : CelList
{
    private readonly Schema _items = schema.Items!;

    public override int Count => items.Count;

    public override ListSemantics Semantics { get; } = new(schema.ListType, schema.ListMapKeys);

    public override object this[int index] => CelData.From(items[index], _items);
}
