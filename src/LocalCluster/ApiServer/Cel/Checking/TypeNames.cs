using System.Collections.Frozen;

namespace LocalCluster.ApiServer.Cel.Checking;

/// <summary>Names of types as values: <c>type(self.size) == int</c>.</summary>
internal static class TypeNames
{
    public const string Null = "null_type";
    public const string Duration = "google.protobuf.Duration";
    public const string Timestamp = "google.protobuf.Timestamp";
    public const string Optional = "optional_type";

    private static readonly FrozenDictionary<string, CelType> Known = new Dictionary<string, CelType>
    {
        ["bool"] = CelType.TypeOf(CelType.Bool),
        ["int"] = CelType.TypeOf(CelType.Int),
        ["uint"] = CelType.TypeOf(CelType.Uint),
        ["double"] = CelType.TypeOf(CelType.Floating),
        ["string"] = CelType.TypeOf(CelType.Text),
        ["bytes"] = CelType.TypeOf(CelType.Bytes),
        ["list"] = CelType.TypeOf(CelType.List(CelType.Dyn)),
        ["map"] = CelType.TypeOf(CelType.Map(CelType.Dyn, CelType.Dyn)),
        ["type"] = CelType.TypeOf(CelType.Type),
        [Null] = CelType.TypeOf(CelType.Null),
        [Duration] = CelType.TypeOf(CelType.Duration),
        [Timestamp] = CelType.TypeOf(CelType.Timestamp),
        [Optional] = CelType.TypeOf(CelType.Optional(CelType.Dyn)),
        [CelType.Quantity.Name] = CelType.TypeOf(CelType.Quantity),
        [CelType.Address.Name] = CelType.TypeOf(CelType.Address),
        [CelType.Network.Name] = CelType.TypeOf(CelType.Network),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static CelType? Find(string name) => Known.GetValueOrDefault(name);
}
