namespace Kubernetes.Models.Meta;

/// <summary>
/// Order of resource versions. Since Kubernetes 1.35 they are comparable as whole decimal numbers of any length within one kind (KEP-5504);
/// before, every server that stores in etcd kept to that without promising it.
/// </summary>
public static class ResourceVersions
{
    /// <summary>Less than, equal to or greater than 0; null when one of them is no number, and nothing can be said.</summary>
    public static int? Compare(string? left, string? right)
    {
        if (!IsNumber(left) || !IsNumber(right)) return null;
        return left!.Length != right!.Length ? left.Length.CompareTo(right.Length) : string.CompareOrdinal(left, right);
    }

    private static bool IsNumber(string? version) =>
        !string.IsNullOrEmpty(version) && (version[0] != '0' || version.Length == 1) && !version.AsSpan().ContainsAnyExceptInRange('0', '9');
}
