using System.Text;
using Kubernetes.Models.Core;

namespace LocalCluster.Node.Variables;

/// <summary>The downward API: fields of a pod as text (core/v1 ObjectFieldSelector).</summary>
internal static class FieldPaths
{
    /// <exception cref="ConfigurationException">There is no such field.</exception>
    public static string Read(Pod pod, string path, string? podAddress, string hostAddress) => path switch
    {
        "metadata.name" => pod.Metadata.Name ?? "",
        "metadata.namespace" => pod.Metadata.Namespace ?? "",
        "metadata.uid" => pod.Metadata.Uid ?? "",
        "metadata.labels" => Format(pod.Metadata.Labels),
        "metadata.annotations" => Format(pod.Metadata.Annotations),
        "spec.nodeName" => pod.Spec?.NodeName ?? "",
        "spec.serviceAccountName" => pod.Spec?.ServiceAccountName ?? "",
        "status.podIP" or "status.podIPs" => podAddress ?? "",
        "status.hostIP" or "status.hostIPs" => hostAddress,
        _ => Subscript(path, "metadata.labels", pod.Metadata.Labels)
            ?? Subscript(path, "metadata.annotations", pod.Metadata.Annotations)
            ?? throw new ConfigurationException($"unsupported fieldPath: {path}"),
    };

    /// <summary>`metadata.labels['key']`; a key that is not there is empty.</summary>
    private static string? Subscript(string path, string map, IReadOnlyDictionary<string, string>? values)
    {
        if (!path.StartsWith(map + "['", StringComparison.Ordinal) || !path.EndsWith("']", StringComparison.Ordinal)) return null;

        return values?.GetValueOrDefault(path[(map.Length + 2)..^2]) ?? "";
    }

    private static string Format(IReadOnlyDictionary<string, string>? values)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in (values ?? new Dictionary<string, string>()).OrderBy(pair => pair.Key, StringComparer.Ordinal))
            text.Append(text.Length == 0 ? "" : "\n").Append(key).Append("=\"").Append(Escape(value)).Append('"');
        return text.ToString();
    }

    private static string Escape(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);
}
