namespace LocalCluster.ApiServer.Resources;

/// <summary>Verb lists in the order in which discovery shows them.</summary>
internal static class ResourceVerbs
{
    public static IReadOnlyList<string> BuiltIn { get; } = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

    public static IReadOnlyList<string> Custom { get; } = ["delete", "deletecollection", "get", "list", "patch", "create", "update", "watch"];

    public static IReadOnlyList<string> ReadAndWrite { get; } = ["get", "patch", "update"];

    public static IReadOnlyList<string> CreateOnly { get; } = ["create"];

    public static IReadOnlyList<string> Proxy { get; } = ["create", "delete", "get", "patch", "update"];
}
