namespace LocalCluster.ApiServer.Schemas.Structure;

/// <summary>Walks a schema for its formats.</summary>
internal static class SchemaFormats
{
    private static readonly string[] Lists = ["allOf", "anyOf", "oneOf"];

    public static IEnumerable<string> Unknown(SchemaNode node)
    {
        var format = node.Text("format");
        var type = node.Flag("x-kubernetes-int-or-string") ? "" : node.Type;
        if (format != "" && !StringFormats.IsKnown(type, format))
            yield return format;
        foreach (var below in Below(node).SelectMany(Unknown))
            yield return below;
    }

    /// <summary>The schemas directly inside one.</summary>
    public static IEnumerable<SchemaNode> Below(SchemaNode node) =>
        node.Properties.Select(p => p.Node)
            .Concat(((SchemaNode?[])[node.Items, node.AdditionalProperties, node.Child("not")]).OfType<SchemaNode>())
            .Concat(Lists.SelectMany(node.List));
}
