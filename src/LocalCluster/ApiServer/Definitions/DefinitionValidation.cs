using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Admission;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Definitions;

/// <summary>What a CustomResourceDefinition has to be, in the words of k8s.io/apiextensions-apiserver.</summary>
internal static class DefinitionValidation
{
    private static readonly string[] Scopes = ["Cluster", "Namespaced"];

    public static IEnumerable<FieldError> Validate(JsonObject obj)
    {
        var spec = obj.Object("spec") ?? [];
        var shape = DefinitionShape.Of(spec);
        if (obj.Name() != $"{spec.Text("names", "plural")}.{spec.Text("group")}")
            yield return FieldError.Invalid("metadata.name", obj.Name(), "must be spec.names.plural+\".\"+spec.group");
        IEnumerable<FieldError>[] parts =
        [
            Group(spec), Scope(spec), VersionRules.Validate(shape), DefinitionNameRules.Validate(spec), SchemaRules.Validate(shape),
            ConversionRules.Validate(spec.Object("conversion")), PreserveUnknownFields(spec), StoredVersions(obj, shape), GroupApproval.Validate(obj),
        ];
        foreach (var error in parts.SelectMany(part => part))
            yield return error;
    }

    /// <summary>The name of the resource never changes; once it is established, objects may exist, and what would orphan them cannot either.</summary>
    public static IEnumerable<FieldError> ValidateUpdate(JsonObject obj, JsonObject old)
    {
        List<string[]> fixedFields = [["group"], ["names", "plural"]];
        if (DefinitionConditions.IsTrue(old, "Established"))
            fixedFields.AddRange([["scope"], ["names", "kind"]]);
        foreach (var path in fixedFields)
        {
            var (after, before) = (obj.Object("spec").Text(path) ?? "", old.Object("spec").Text(path) ?? "");
            if (after != before)
                yield return FieldError.Invalid("spec." + string.Join('.', path), after, "field is immutable");
        }
    }

    private static IEnumerable<FieldError> Group(JsonObject spec)
    {
        var group = spec.Text("group") ?? "";
        var wrong = NameSyntax.Subdomain(group);
        if (group.Length == 0)
            yield return FieldError.Required("spec.group");
        else if (wrong.Count > 0)
            yield return FieldError.Invalid("spec.group", group, string.Join(',', wrong));
        else if (!group.Contains('.', StringComparison.Ordinal))
            yield return FieldError.Invalid("spec.group", group, "should be a domain with at least one dot");
    }

    private static IEnumerable<FieldError> Scope(JsonObject spec)
    {
        var scope = spec.Text("scope") ?? "";
        if (scope.Length == 0)
            yield return FieldError.Required("spec.scope");
        else if (!Scopes.Contains(scope))
            yield return FieldError.NotSupported("spec.scope", scope, Scopes);
    }

    private static IEnumerable<FieldError> PreserveUnknownFields(JsonObject spec)
    {
        if (spec.Flag("preserveUnknownFields") == true)
        {
            yield return FieldError.Invalid("spec.preserveUnknownFields", true,
                "cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead");
        }
    }

    private static IEnumerable<FieldError> StoredVersions(JsonObject obj, DefinitionShape shape)
    {
        var stored = obj.Texts("status", "storedVersions").ToList();
        var names = shape.Versions.Select(version => version.Text("name") ?? "").ToList();
        if (stored.Count == 0)
            yield return FieldError.Invalid("status.storedVersions", null, "must have at least one stored version");
        foreach (var (i, version) in stored.Index().Where(one => !names.Contains(one.Item)))
        {
            yield return FieldError.Invalid($"status.storedVersions[{i}]", version,
                $"missing from spec.versions; {version} was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in {version} and removes {version} from status.storedVersions");
        }
    }
}
