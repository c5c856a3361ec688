using LocalCluster.ApiServer.Admission;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Resources;

/// <summary>The words in which the tables of built-in resources are written.</summary>
internal static class BuiltIn
{
    private static readonly string[] All = ["all"];

    public static ResourceDefinition Namespaced(string group, string kind, string plural, params string[] shortNames) =>
        Define(group, kind, plural, shortNames, namespaced: true);

    public static ResourceDefinition ClusterWide(string group, string kind, string plural, params string[] shortNames) =>
        Define(group, kind, plural, shortNames, namespaced: false);

    public static ResourceDefinition InAll(this ResourceDefinition resource) => resource with { Categories = All };

    public static ResourceDefinition WithStatus(this ResourceDefinition resource) =>
        resource with { Subresources = [SubresourceDefinition.StatusOf(resource.Kind)] };

    public static ResourceDefinition WithScaleAndStatus(this ResourceDefinition resource) =>
        resource with { Subresources = [SubresourceDefinition.Scale, SubresourceDefinition.StatusOf(resource.Kind)] };

    private static ResourceDefinition Define(string group, string kind, string plural, string[] shortNames, bool namespaced) => new()
    {
        Group = group,
        Version = "v1",
        Kind = kind,
        ListKind = kind + "List",
        Plural = plural,
        Singular = kind.ToLowerInvariant(),
        Namespaced = namespaced,
        ShortNames = shortNames,
        StorageKey = group.Length == 0 ? plural : $"{plural}.{group}",
        StorageIdentity = $"{group}/v1/{kind}",
        Schema = BuiltInSchemas.Find(group, "v1", kind),
        StoredSchema = BuiltInSchemas.Find(group, "v1", kind),
        Rules = KindRuleTable.For(group, kind),
    };
}
