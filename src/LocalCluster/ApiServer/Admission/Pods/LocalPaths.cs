using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Pods;

/// <summary>Paths that lead down from where they start.</summary>
internal static class LocalPaths
{
    public static IEnumerable<FieldError> Descending(string path, string at)
    {
        if (path.StartsWith('/'))
            yield return FieldError.Invalid(at, path, "must be a relative path");
        foreach (var error in WithoutBacksteps(path, at))
            yield return error;
    }

    /// <summary>What begins with two dots belongs to the kubelet.</summary>
    public static IEnumerable<FieldError> NotReserved(string path, string at)
    {
        foreach (var error in Descending(path, at))
            yield return error;
        if (path.StartsWith("..", StringComparison.Ordinal) && !path.StartsWith("../", StringComparison.Ordinal))
            yield return FieldError.Invalid(at, path, "must not start with '..'");
    }

    public static IEnumerable<FieldError> WithoutBacksteps(string path, string at)
    {
        if (path.Split('/').Contains(".."))
            yield return FieldError.Invalid(at, path, "must not contain '..'");
    }
}
