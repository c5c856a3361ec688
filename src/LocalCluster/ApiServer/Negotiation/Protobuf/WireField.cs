namespace LocalCluster.ApiServer.Negotiation.Protobuf;

/// <summary>One field of a message: its name in JSON, and what it holds.</summary>
/// <param name="Type">A scalar of protobuf, or the name of a message.</param>
/// <param name="Inline">In JSON its members stand in the parent.</param>
internal sealed record WireField(string Name, string Type, bool Inline, bool IsList, bool IsMap)
{
    /// <summary>From <c>2 data %string</c>; the number is read by the caller.</summary>
    public static WireField Parse(string name, string type) =>
        new(name.TrimStart('^'), type.TrimStart('*', '%'), name.StartsWith('^'), type.StartsWith('*'), type.StartsWith('%'));
}
