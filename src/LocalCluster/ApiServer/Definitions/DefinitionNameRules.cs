using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Admission;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Definitions;

/// <summary>The names under which a definition's objects are to be known.</summary>
internal static class DefinitionNameRules
{
    private const string MixedCase = "may have mixed case, but should otherwise match: ";

    public static IEnumerable<FieldError> Validate(JsonObject spec)
    {
        var names = spec.Object("names") ?? [];
        foreach (var field in new[] { "plural", "singular", "kind", "listKind" })
        {
            var name = names.Text(field) ?? "";
            var mixed = field is "kind" or "listKind";
            var wrong = NameSyntax.Label1035(mixed ? name.ToLowerInvariant() : name);
            if (name.Length == 0)
                yield return FieldError.Required($"spec.names.{field}");
            else if (wrong.Count > 0)
                yield return FieldError.Invalid($"spec.names.{field}", name, (mixed ? MixedCase : "") + string.Join(',', wrong));
        }

        foreach (var error in Each(names, "shortNames").Concat(Each(names, "categories")))
            yield return error;
        if (names.Text("kind") is { Length: > 0 } kind && kind == names.Text("listKind"))
            yield return FieldError.Invalid("spec.names.listKind", kind, "kind and listKind may not be the same");
    }

    private static IEnumerable<FieldError> Each(JsonObject names, string field) =>
        from one in names.Texts(field).Index()
        let wrong = NameSyntax.Label1035(one.Item)
        where wrong.Count > 0
        select FieldError.Invalid($"spec.names.{field}[{one.Index}]", one.Item, string.Join(',', wrong));
}
