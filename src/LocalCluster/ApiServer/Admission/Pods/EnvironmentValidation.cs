using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Pods;

internal static class EnvironmentValidation
{
    private static readonly string[] Sources = ["configMapKeyRef", "fieldRef", "fileKeyRef", "resourceFieldRef", "secretKeyRef"];

    private static readonly string[] Fields =
    [
        "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName",
        "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs",
    ];

    private static readonly string[] BundleSources = ["configMapRef", "secretRef"];

    private static readonly string[] Resources =
        ["limits.cpu", "limits.ephemeral-storage", "limits.memory", "requests.cpu", "requests.ephemeral-storage", "requests.memory"];

    public static IEnumerable<FieldError> Validate(JsonObject container, string at) => [.. Variables(container, at), .. Bundles(container, $"{at}.envFrom")];

    /// <summary>The server blames the list where an entry of it has no source.</summary>
    private static IEnumerable<FieldError> Bundles(JsonObject container, string at)
    {
        foreach (var (bundle, i) in container.Items("envFrom").Select((one, i) => (one, i)))
        {
            var sources = BundleSources.Where(source => bundle.Object(source) is not null).ToList();
            foreach (var source in sources)
            {
                var name = bundle.Text(source, "name") ?? "";
                foreach (var error in name.Length == 0 ? [FieldError.Required($"{at}[{i}].{source}.name")] : Checks.Named(name, $"{at}[{i}].{source}.name", NameSyntax.Subdomain))
                    yield return error;
            }

            if (sources.Count == 0)
                yield return FieldError.Invalid(at, "", "must specify one of: `configMapRef` or `secretRef`");
            else if (sources.Count > 1)
                yield return FieldError.Invalid(at, "", "may not have more than one field specified at a time");
        }
    }

    private static IEnumerable<FieldError> Variables(JsonObject container, string at)
    {
        foreach (var (variable, i) in container.Items("env").Select((one, i) => (one, i)))
        {
            var here = $"{at}.env[{i}]";
            var name = variable.Text("name") ?? "";
            if (name.Length == 0)
                yield return FieldError.Required($"{here}.name");
            foreach (var wrong in name.Length == 0 ? [] : NameSyntax.EnvironmentName(name))
                yield return FieldError.Invalid($"{here}.name", name, wrong);
            foreach (var error in Source(variable, $"{here}.valueFrom"))
                yield return error;
        }
    }

    private static IEnumerable<FieldError> Source(JsonObject variable, string at)
    {
        if (variable.Object("valueFrom") is not { } from)
            yield break;
        var found = Sources.Where(from.ContainsKey).ToList();
        if (found.Count == 0)
            yield return FieldError.Invalid(at, "", "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`");
        if (variable.Text("value") is { Length: > 0 })
            yield return FieldError.Invalid(at, "", "may not be specified when `value` is not empty");
        if (found.Count > 1)
            yield return FieldError.Invalid(at, "", "may not have more than one field specified at a time");
        foreach (var source in found.Where(source => source is "configMapKeyRef" or "secretKeyRef"))
        {
            foreach (var field in new[] { "name", "key" })
            {
                if (from.Text(source, field) is null or "")
                    yield return FieldError.Required($"{at}.{source}.{field}");
            }
        }

        foreach (var error in Resource(from, $"{at}.resourceFieldRef.resource"))
            yield return error;
        if (from.Object("fieldRef") is not { } reference)
            yield break;
        var path = reference.Text("fieldPath") ?? "";
        if (path.Length == 0)
            yield return FieldError.Required($"{at}.fieldRef.fieldPath");
        else if (!IsKnown(path))
            yield return FieldError.NotSupported($"{at}.fieldRef.fieldPath", path, Fields);
    }

    private static IEnumerable<FieldError> Resource(JsonObject from, string at)
    {
        if (from.Object("resourceFieldRef") is not { } reference)
            yield break;
        var resource = reference.Text("resource") ?? "";
        if (resource.Length == 0)
            yield return FieldError.Required(at);
        else if (!Resources.Contains(resource) && !resource.StartsWith("limits.hugepages-", StringComparison.Ordinal) && !resource.StartsWith("requests.hugepages-", StringComparison.Ordinal))
            yield return FieldError.NotSupported(at, resource, Resources);
    }

    private static bool IsKnown(string path) =>
        Fields.Contains(path)
        || path.StartsWith("metadata.labels['", StringComparison.Ordinal)
        || path.StartsWith("metadata.annotations['", StringComparison.Ordinal);
}
