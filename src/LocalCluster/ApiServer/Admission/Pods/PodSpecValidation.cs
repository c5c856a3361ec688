using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Pods;

/// <summary>What a pod's spec has to be, in a pod and in a template (ValidatePodSpec).</summary>
internal static class PodSpecValidation
{
    /// <param name="spec">The spec.</param>
    /// <param name="path">Where it stands.</param>
    /// <param name="volumes">The names that mounts may refer to; a set's claim templates count.</param>
    public static IEnumerable<FieldError> Validate(JsonObject spec, string path, IReadOnlySet<string> volumes) =>
    [
        .. VolumeValidation.Validate(spec, path),
        .. ContainerValidation.Validate(spec, path, volumes),
        .. HostPortValidation.Validate(spec, path),
        .. Checks.OneOf(spec.Text("restartPolicy"), $"{path}.restartPolicy", "Always", "OnFailure", "Never"),
        .. Checks.OneOf(spec.Text("dnsPolicy"), $"{path}.dnsPolicy", "ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"),
        .. Labels(spec, path),
        .. Names(spec, path),
        .. Checks.NonNegative(spec["terminationGracePeriodSeconds"], $"{path}.terminationGracePeriodSeconds"),
        .. Deadline(spec, path),
        .. TolerationValidation.Validate(spec, path),
        .. SpreadValidation.Validate(spec, path),
        .. NodeAffinityValidation.Validate(spec.Object("affinity", "nodeAffinity"), $"{path}.affinity.nodeAffinity"),
        .. DnsValidation.Validate(spec, path),
        .. Users(spec.Object("securityContext"), $"{path}.securityContext"),
    ];

    private static IEnumerable<FieldError> Labels(JsonObject spec, string path)
    {
        foreach (var (key, value) in (spec.Object("nodeSelector") ?? []).OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            foreach (var wrong in NameSyntax.QualifiedName(key))
                yield return FieldError.Invalid($"{path}.nodeSelector", key, wrong);
            foreach (var wrong in NameSyntax.LabelValue(value.Text() ?? ""))
                yield return FieldError.Invalid($"{path}.nodeSelector", value.Text(), wrong);
        }
    }

    private static IEnumerable<FieldError> Names(JsonObject spec, string path)
    {
        foreach (var field in new[] { "serviceAccountName", "nodeName", "priorityClassName" })
        {
            var name = spec.Text(field) ?? "";
            foreach (var wrong in name.Length == 0 ? [] : NameSyntax.Subdomain(name))
                yield return FieldError.Invalid($"{path}.{field}", name, wrong);
        }

        foreach (var field in new[] { "hostname", "subdomain" })
        {
            var name = spec.Text(field) ?? "";
            foreach (var wrong in name.Length == 0 ? [] : NameSyntax.Label(name))
                yield return FieldError.Invalid($"{path}.{field}", name, wrong);
        }
    }

    /// <summary>What a pod or a container runs as.</summary>
    public static IEnumerable<FieldError> Users(JsonObject? context, string path)
    {
        foreach (var field in new[] { "runAsUser", "runAsGroup", "fsGroup" })
        {
            if (context.Number(field) is { } id and (< 0 or > int.MaxValue))
                yield return FieldError.Invalid($"{path}.{field}", id, "must be between 0 and 2147483647, inclusive");
        }
    }

    private static IEnumerable<FieldError> Deadline(JsonObject spec, string path)
    {
        if (spec.Number("activeDeadlineSeconds") is { } seconds and (< 1 or > int.MaxValue))
            yield return FieldError.Invalid($"{path}.activeDeadlineSeconds", seconds, "must be between 1 and 2147483647, inclusive");
    }
}
