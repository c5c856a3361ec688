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
        if (obj.Name() != $"{spec.Text("names", "plural")}.{spec.Text("group")}")
            yield return FieldError.Invalid("metadata.name", obj.Name(), "must be spec.names.plural+\".\"+spec.group");
        foreach (var error in Group(spec).Concat(Scope(spec)).Concat(Versions(spec)).Concat(Names(spec)))
            yield return error;
        foreach (var error in VersionsInside(spec))
            yield return error;
    }

    /// <summary>Once established, objects may exist: what would orphan them cannot change.</summary>
    public static IEnumerable<FieldError> ValidateUpdate(JsonObject obj, JsonObject old)
    {
        foreach (var (path, field) in new[] { (new[] { "group" }, "spec.group"), (["scope"], "spec.scope"), (["names", "kind"], "spec.names.kind"), (["names", "plural"], "spec.names.plural") })
        {
            var (after, before) = (obj.Object("spec").Text(path), old.Object("spec").Text(path));
            if (after != before)
                yield return FieldError.Invalid(field, after, "field is immutable");
        }
    }

    private static IEnumerable<FieldError> Group(JsonObject spec)
    {
        var group = spec.Text("group") ?? "";
        if (group.Length == 0)
        {
            yield return FieldError.Required("spec.group");
            yield break;
        }

        foreach (var wrong in NameSyntax.Subdomain(group))
            yield return FieldError.Invalid("spec.group", group, wrong);
        if (!group.Contains('.', StringComparison.Ordinal))
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

    private static IEnumerable<FieldError> Versions(JsonObject spec)
    {
        var versions = spec.Items("versions").ToList();
        var names = versions.Select(version => version.Text("name") ?? "").ToList();
        for (var i = 0; i < names.Count; i++)
        {
            foreach (var wrong in NameSyntax.Label1035(names[i]))
                yield return FieldError.Invalid($"spec.versions[{i}].name", names[i], wrong);
        }

        if (names.Distinct().Count() != names.Count)
            yield return FieldError.Invalid("spec.versions", spec["versions"], "must contain unique version names");
        if (versions.Count(version => version.Flag("storage") == true) != 1)
            yield return FieldError.Invalid("spec.versions", spec["versions"], "must have exactly one version marked as storage version");
    }

    private static IEnumerable<FieldError> Names(JsonObject spec)
    {
        var names = spec.Object("names") ?? [];
        foreach (var field in new[] { "plural", "singular", "kind", "listKind" })
        {
            var name = names.Text(field) ?? "";
            var mixed = field is "kind" or "listKind";
            if (name.Length == 0 && field is "plural" or "kind")
                yield return FieldError.Required($"spec.names.{field}");
            foreach (var wrong in name.Length == 0 ? [] : NameSyntax.Label1035(mixed ? name.ToLowerInvariant() : name))
                yield return FieldError.Invalid($"spec.names.{field}", name, mixed ? "may have mixed case, but should otherwise match: " + wrong : wrong);
        }

        foreach (var (name, i) in names.Texts("shortNames").Select((name, i) => (name, i)))
        {
            foreach (var wrong in NameSyntax.Label1035(name))
                yield return FieldError.Invalid($"spec.names.shortNames[{i}]", name, wrong);
        }

        if (names.Text("kind") is { Length: > 0 } kind && kind == names.Text("listKind"))
            yield return FieldError.Invalid("spec.names.listKind", kind, "kind and listKind may not be the same");
    }

    /// <summary>Where all versions have one schema (a single version, say), errors in it are told of the definition's top level.</summary>
    private static IEnumerable<FieldError> VersionsInside(JsonObject spec)
    {
        var versions = spec.Items("versions").ToList();
        var schemas = versions.Select(version => version.Object("schema", "openAPIV3Schema")).ToList();
        var shared = schemas.Count > 0 && schemas.All(schema => schema is not null && JsonNode.DeepEquals(schema, schemas[0]));
        for (var i = 0; i < versions.Count; i++)
        {
            if (schemas[i] is null)
                yield return FieldError.Required($"spec.versions[{i}].schema.openAPIV3Schema");
            foreach (var error in PrinterColumnRules.Validate(versions[i], $"spec.versions[{i}]"))
                yield return error;
            if (schemas[i] is null || (shared && i > 0))
                continue;
            var path = shared ? "spec.validation.openAPIV3Schema" : $"spec.versions[{i}].schema.openAPIV3Schema";
            foreach (var error in StructuralSchemaCheck.Check(schemas[i]!, path))
                yield return error;
        }
    }
}
