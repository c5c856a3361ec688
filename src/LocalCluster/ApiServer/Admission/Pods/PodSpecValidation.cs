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
        .. Checks.OneOf(spec.Text("restartPolicy"), $"{path}.restartPolicy", "Always", "OnFailure", "Never"),
        .. Checks.OneOf(spec.Text("dnsPolicy"), $"{path}.dnsPolicy", "ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"),
        .. Labels(spec, path),
        .. Names(spec, path),
        .. Checks.NonNegative(spec["terminationGracePeriodSeconds"], $"{path}.terminationGracePeriodSeconds"),
        .. Deadline(spec, path),
        .. Tolerations(spec, path),
    ];

    public static HashSet<string> VolumeNames(JsonObject? spec) => [.. spec.Items("volumes").Select(volume => volume.Text("name") ?? "")];

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

    private static IEnumerable<FieldError> Deadline(JsonObject spec, string path)
    {
        if (spec.Number("activeDeadlineSeconds") is { } seconds and (< 1 or > int.MaxValue))
            yield return FieldError.Invalid($"{path}.activeDeadlineSeconds", seconds, "must be between 1 and 2147483647, inclusive");
    }

    private static IEnumerable<FieldError> Tolerations(JsonObject spec, string path)
    {
        foreach (var (toleration, i) in spec.Items("tolerations").Select((one, i) => (one, i)))
        {
            var at = $"{path}.tolerations[{i}]";
            foreach (var wrong in toleration.Text("key") is { Length: > 0 } key ? NameSyntax.QualifiedName(key) : [])
                yield return FieldError.Invalid($"{at}.key", toleration.Text("key"), wrong);
            if (toleration.Text("key") is null or "" && toleration.Text("operator") != "Exists")
                yield return FieldError.Invalid($"{at}.operator", toleration.Text("operator") ?? "", "operator must be Exists when `key` is empty, which means \"match all values and all keys\"");
            if (toleration.Number("tolerationSeconds") is not null && toleration.Text("effect") != "NoExecute")
                yield return FieldError.Invalid($"{at}.effect", toleration.Text("effect") ?? "", "effect must be 'NoExecute' when `tolerationSeconds` is set");
            if (toleration.Text("operator") is { Length: > 0 } op && op is not ("Equal" or "Exists"))
                yield return FieldError.NotSupported($"{at}.operator", op, ["Equal", "Exists"]);
            if (toleration.Text("effect") is { Length: > 0 } effect && effect is not ("NoSchedule" or "PreferNoSchedule" or "NoExecute"))
                yield return FieldError.NotSupported($"{at}.effect", effect, ["NoExecute", "NoSchedule", "PreferNoSchedule"]);
        }
    }
}
