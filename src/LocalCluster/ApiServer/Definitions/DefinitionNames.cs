using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;

namespace LocalCluster.ApiServer.Definitions;

/// <summary>Which of the names a definition asks for it can have: those that no other definition of its group has.</summary>
internal static class DefinitionNames
{
    /// <summary>The names it gets, and the last conflict's reason and message.</summary>
    public static (JsonObject Accepted, string? Reason, string? Message) Accept(JsonObject definition, IReadOnlyList<JsonObject> others)
    {
        var wished = definition.Object("spec", "names") ?? [];
        var taken = others.Where(other => other.Text("spec", "group") == definition.Text("spec", "group") && other.Name() != definition.Name())
            .Select(other => other.Object("status", "acceptedNames") ?? []).ToList();
        var resources = taken.SelectMany(names => names.Texts("shortNames").Append(names.Text("plural") ?? "").Append(names.Text("singular") ?? "")).ToHashSet();
        var kinds = taken.SelectMany(names => new[] { names.Text("kind"), names.Text("listKind") }).OfType<string>().ToHashSet();
        var accepted = definition.Object("status", "acceptedNames") is { } before ? before.DeepClone().AsObject() : [];
        List<(string Reason, string Message)> conflicts = [];
        Take("plural", resources, "PluralConflict");
        Take("singular", resources, "SingularConflict");
        TakeShortNames();
        Take("kind", kinds, "KindConflict");
        Take("listKind", kinds, "ListKindConflict");
        Set("categories", wished["categories"]);
        return conflicts.Count == 0 ? (accepted, null, null) : (accepted, conflicts[^1].Reason, conflicts[^1].Message);

        void Take(string field, HashSet<string> used, string reason)
        {
            if (wished.Text(field) is { Length: > 0 } name && used.Contains(name))
                conflicts.Add((reason, $"\"{name}\" is already in use"));
            else
                Set(field, wished[field]);
        }

        void TakeShortNames()
        {
            var bad = wished.Texts("shortNames").Where(resources.Contains).ToList();
            if (bad.Count > 0)
            {
                var all = string.Join(", ", bad.Select(name => $"\"{name}\" is already in use"));
                conflicts.Add(("ShortNamesConflict", bad.Count > 1 ? $"[{all}]" : all));
            }
            else
                Set("shortNames", wished["shortNames"]);
        }

        void Set(string field, JsonNode? value)
        {
            if (value is null)
                accepted.Remove(field);
            else
                accepted[field] = value.DeepClone();
        }
    }
}
