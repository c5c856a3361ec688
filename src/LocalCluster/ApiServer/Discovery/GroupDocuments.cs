using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Resources;

namespace LocalCluster.ApiServer.Discovery;

/// <summary>APIGroup and APIResourceList: discovery as it always was.</summary>
internal static class GroupDocuments
{
    public static JsonObject Group(string group, IEnumerable<ResourceDefinition> resources)
    {
        var versions = VersionOrder.Sorted(resources.Select(one => one.Version));
        return new JsonObject
        {
            ["name"] = group,
            ["versions"] = new JsonArray([.. versions.Select(version => Version(group, version))]),
            ["preferredVersion"] = Version(group, versions[0]),
        };
    }

    public static JsonObject ResourceList(string group, string version, IReadOnlyList<ResourceDefinition> resources)
    {
        var rows = resources.SelectMany(Rows).ToList();
        if (!resources[0].IsCustom)
            rows.Sort((a, b) => string.CompareOrdinal((string?)a["name"], (string?)b["name"]));
        var list = new JsonObject { ["kind"] = "APIResourceList" };
        if (group.Length > 0)
            list["apiVersion"] = "v1";
        list["groupVersion"] = group.Length == 0 ? version : $"{group}/{version}";
        list["resources"] = new JsonArray([.. rows]);
        return list;
    }

    private static IEnumerable<JsonObject> Rows(ResourceDefinition resource)
    {
        var row = Row(resource.Plural, resource.Singular, resource, resource.Kind, resource.Verbs);
        Add(row, "shortNames", resource.ShortNames);
        Add(row, "categories", resource.Categories);
        if (resource.StorageIdentity.Length > 0 && resource.Verbs.Contains("update"))
            row["storageVersionHash"] = StorageVersionHash(resource.StorageIdentity);
        yield return row;
        foreach (var subresource in resource.Subresources)
            yield return SubresourceRow(resource, subresource);
    }

    private static JsonObject SubresourceRow(ResourceDefinition resource, SubresourceDefinition subresource)
    {
        var row = Row($"{resource.Plural}/{subresource.Name}", "", resource, subresource.Kind, subresource.Verbs);
        if (subresource.Version.Length > 0)
        {
            row["group"] = subresource.Group;
            row["version"] = subresource.Version;
        }

        return row;
    }

    private static JsonObject Row(string name, string singular, ResourceDefinition resource, string kind, IReadOnlyList<string> verbs) => new()
    {
        ["name"] = name,
        ["singularName"] = singular,
        ["namespaced"] = resource.Namespaced,
        ["kind"] = kind,
        ["verbs"] = List(verbs),
    };

    private static void Add(JsonObject row, string name, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
            row[name] = List(values);
    }

    internal static JsonArray List(IReadOnlyList<string> values) => new([.. values.Select(value => (JsonNode)value)]);

    /// <summary>As k8s.io/apiserver/pkg/endpoints/discovery computes it.</summary>
    private static string StorageVersionHash(string identity) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(identity)), 0, 8);

    private static JsonObject Version(string group, string version) => new()
    {
        ["groupVersion"] = $"{group}/{version}",
        ["version"] = version,
    };
}
