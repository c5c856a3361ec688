using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Discovery;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Resources;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Definitions;

/// <summary>From a CustomResourceDefinition to the resources it makes the server serve.</summary>
internal static class DefinitionReader
{
    /// <summary>One per served version, with the accepted names.</summary>
    public static IReadOnlyList<ResourceDefinition> Read(JsonObject definition)
    {
        var versions = definition.Items("spec", "versions").ToList();
        var storage = versions.FirstOrDefault(version => version.Flag("storage") == true)?.Text("name") ?? "";
        return [.. versions.Where(version => version.Flag("served") == true).Select(version => Version(definition, version, storage, versions.Count == 1))];
    }

    private static ResourceDefinition Version(JsonObject definition, JsonObject version, string storage, bool isOnly)
    {
        var (group, names) = (definition.Text("spec", "group") ?? "", definition.Object("status", "acceptedNames") ?? []);
        var kind = names.Text("kind") ?? "";
        var custom = Custom(definition, version, $"{group}/{storage}", isOnly);
        var schema = custom.OpenApiSchema is { } written ? SchemaReader.Read(written) : null;
        return new ResourceDefinition
        {
            Group = group,
            Version = version.Text("name") ?? "",
            Kind = kind,
            ListKind = names.Text("listKind") ?? kind + "List",
            Plural = names.Text("plural") ?? "",
            Singular = names.Text("singular") ?? "",
            ShortNames = [.. names.Texts("shortNames")],
            Categories = [.. names.Texts("categories")],
            Namespaced = definition.Text("spec", "scope") == "Namespaced",
            Verbs = ResourceVerbs.Custom,
            StorageKey = $"{names.Text("plural")}.{group}",
            StorageIdentity = $"{group}/{storage}/{kind}",
            Schema = schema,
            StoredSchema = schema,
            Subresources = Subresources(custom, kind),
            Custom = custom,
            DeprecationWarning = version.Flag("deprecated") == true ? version.Text("deprecationWarning") ?? Deprecated(definition, version) : null,
            Rules = CustomRules.Instance,
        };
    }

    private static CustomVersion Custom(JsonObject definition, JsonObject version, string storedApiVersion, bool isOnly) => new()
    {
        DefinitionName = definition.Name(),
        StoredApiVersion = storedApiVersion,
        IsOnlyVersion = isOnly,
        HasStatus = version.Object("subresources", "status") is not null,
        Scale = version.Object("subresources", "scale") is { } scale
            ? new ScalePaths(scale.Text("specReplicasPath") ?? "", scale.Text("statusReplicasPath") ?? "", scale.Text("labelSelectorPath"))
            : null,
        SelectableFields = [.. version.Items("selectableFields").Select(field => (field.Text("jsonPath") ?? "").TrimStart('.'))],
        PrinterColumns = [.. version.Items("additionalPrinterColumns")],
        OpenApiSchema = version.Object("schema", "openAPIV3Schema"),
        Terminating = definition.IsTerminating(),
    };

    /// <summary>With the advice to use the newest version above it that is served and not deprecated, where there is one.</summary>
    private static string Deprecated(JsonObject definition, JsonObject version)
    {
        var (group, kind, name) = (definition.Text("spec", "group"), definition.Text("spec", "names", "kind"), version.Text("name") ?? "");
        var current = definition.Items("spec", "versions").Where(one => one.Flag("served") == true && one.Flag("deprecated") != true);
        var newest = VersionOrder.Sorted([name, .. current.Select(one => one.Text("name") ?? "")])[0];
        return $"{group}/{name} {kind} is deprecated{(newest == name ? "" : $"; use {group}/{newest} {kind}")}";
    }

    private static List<SubresourceDefinition> Subresources(CustomVersion custom, string kind)
    {
        List<SubresourceDefinition> found = [];
        if (custom.HasStatus)
            found.Add(SubresourceDefinition.StatusOf(kind));
        if (custom.Scale is not null)
            found.Add(SubresourceDefinition.Scale);
        return found;
    }
}
