using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.FieldOwnership;

/// <summary>The words of a 409 after an apply.</summary>
internal static class Conflicts
{
    private const string Reason = "FieldManagerConflict";

    public static ApplyResult.Conflict Describe(IReadOnlyList<(FieldOwner Manager, FieldSet Fields)> conflicts)
    {
        var ordered = conflicts.OrderBy(c => c.Manager.SortKey, StringComparer.Ordinal)
            .Select(c => (c.Manager, Paths: c.Fields.Paths().Select(path => string.Concat(path)).ToList())).ToList();
        var causes = ordered.SelectMany(c => c.Paths, (c, path) => new FieldError(Reason, path, $"conflict with {c.Manager}")).ToList();
        return new ApplyResult.Conflict(Message(ordered, causes), causes);
    }

    private static string Message(List<(FieldOwner Manager, List<string> Paths)> ordered, List<FieldError> causes)
    {
        if (causes.Count == 1)
            return $"Apply failed with 1 conflict: {causes[0].Message}: {causes[0].Field}";
        var lines = ordered.SelectMany(c => c.Paths.Select(path => $"- {path}").Prepend($"conflicts with {c.Manager}:"));
        return $"Apply failed with {causes.Count} conflicts: {string.Join('\n', lines)}";
    }
}
