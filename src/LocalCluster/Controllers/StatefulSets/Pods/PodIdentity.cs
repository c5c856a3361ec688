using System.Globalization;

namespace LocalCluster.Controllers.StatefulSets.Pods;

/// <summary>The names and labels that tie a pod and its claims to a set and an ordinal.</summary>
internal static class PodIdentity
{
    public const string PodNameLabel = "statefulset.kubernetes.io/pod-name";

    public const string PodIndexLabel = "apps.kubernetes.io/pod-index";

    public const string RevisionLabel = "controller-revision-hash";

    public static string PodName(string set, int ordinal) => $"{set}-{Text(ordinal)}";

    public static string ClaimName(string template, string set, int ordinal) => $"{template}-{set}-{Text(ordinal)}";

    /// <summary>The ordinal in a pod's name; null when the name is none that the set would give.</summary>
    public static int? OrdinalOf(string set, string? pod)
    {
        if (pod is null || !pod.StartsWith(set + "-", StringComparison.Ordinal)) return null;

        var parsed = int.TryParse(pod.AsSpan(set.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal);
        return parsed && PodName(set, ordinal) == pod ? ordinal : null;
    }

    public static string Text(int ordinal) => ordinal.ToString(CultureInfo.InvariantCulture);
}
