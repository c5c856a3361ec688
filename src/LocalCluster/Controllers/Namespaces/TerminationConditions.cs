using Kubernetes.Models.Core;

namespace LocalCluster.Controllers.Namespaces;

/// <summary>The conditions that tell how far the end of a namespace is, in upstream's words.</summary>
internal static class TerminationConditions
{
    public static IReadOnlyList<NamespaceCondition> Of(
        IReadOnlyList<Remainder> remains, IReadOnlyList<NamespaceCondition> before, DateTimeOffset now) =>
    [
        .. Wanted(remains).Select(condition => condition with
        {
            LastTransitionTime = before.FirstOrDefault(old => old.Type == condition.Type && old.Status == condition.Status)?.LastTransitionTime ?? now,
        }),
    ];

    public static bool AreSame(IReadOnlyList<NamespaceCondition> left, IReadOnlyList<NamespaceCondition> right) =>
        left.Select(Key).SequenceEqual(right.Select(Key));

    private static (string, string, string?, string?) Key(NamespaceCondition condition) =>
        (condition.Type, condition.Status, condition.Reason, condition.Message);

    private static IEnumerable<NamespaceCondition> Wanted(IReadOnlyList<Remainder> remains)
    {
        yield return Condition("NamespaceDeletionDiscoveryFailure", false, "ResourcesDiscovered", "All resources successfully discovered");
        yield return Condition("NamespaceDeletionGroupVersionParsingFailure", false, "ParsedGroupVersions", "All legacy kube types successfully parsed");
        yield return Condition(
            "NamespaceDeletionContentFailure", false, "ContentDeleted", "All content successfully deleted, may be waiting on finalization");
        yield return remains.Count == 0
            ? Condition("NamespaceContentRemaining", false, "ContentRemoved", "All content successfully removed")
            : Condition("NamespaceContentRemaining", true, "SomeResourcesRemain", $"Some resources are remaining: {Resources(remains)}");
        var finalizers = Finalizers(remains);
        yield return finalizers.Length == 0
            ? Condition("NamespaceFinalizersRemaining", false, "ContentHasNoFinalizers", "All content-preserving finalizers finished")
            : Condition("NamespaceFinalizersRemaining", true, "SomeFinalizersRemain", $"Some content in the namespace has finalizers remaining: {finalizers}");
    }

    private static string Resources(IReadOnlyList<Remainder> remains) => string.Join(
        ", ",
        remains.Select(remainder => $"{remainder.Type.Plural}.{remainder.Type.Group} has {remainder.Objects.Count} resource instances"));

    private static string Finalizers(IReadOnlyList<Remainder> remains) => string.Join(
        ", ",
        remains.SelectMany(remainder => remainder.Objects.SelectMany(obj => obj.Finalizers ?? []))
            .GroupBy(finalizer => finalizer)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Key} in {group.Count()} resource instances"));

    private static NamespaceCondition Condition(string type, bool status, string reason, string message) =>
        new() { Type = type, Status = status ? "True" : "False", Reason = reason, Message = message };
}
