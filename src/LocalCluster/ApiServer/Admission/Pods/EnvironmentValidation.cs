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

    /// <summary>Also known, but not to a variable.</summary>
    private static readonly string[] Convertible = ["metadata.annotations", "metadata.labels", "spec.restartPolicy", "spec.schedulerName", "status.phase"];

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
            foreach (var error in Key(from.Object(source)!, $"{at}.{source}"))
                yield return error;
        }

        foreach (var error in Resource(from, $"{at}.resourceFieldRef.resource"))
            yield return error;
        foreach (var error in from.Object("fieldRef") is { } reference ? Field(reference.Text("fieldPath") ?? "", $"{at}.fieldRef") : [])
            yield return error;
    }

    private static IEnumerable<FieldError> Key(JsonObject reference, string at)
    {
        var key = reference.Text("key") ?? "";
        return
        [
            .. Checks.Named(reference.Text("name") ?? "", $"{at}.name", NameSyntax.Subdomain),
            .. key.Length == 0 ? [FieldError.Required($"{at}.key")] : Checks.Named(key, $"{at}.key", NameSyntax.ConfigMapKey),
        ];
    }

    private static IEnumerable<FieldError> Field(string path, string at)
    {
        if (path.Length == 0)
            return [FieldError.Required($"{at}.fieldPath")];
        if (path.EndsWith("']", StringComparison.Ordinal) && path.IndexOf("['", StringComparison.Ordinal) is > 0 and var bracket)
            return Subscript(path, path[..bracket], path[(bracket + 2)..^2], at);
        if (Fields.Contains(path) || path == "spec.host")
            return [];
        return Convertible.Contains(path)
            ? [FieldError.NotSupported($"{at}.fieldPath", path, Fields)]
            : [FieldError.Invalid($"{at}.fieldPath", path, $"error converting fieldPath: field label not supported: {path}")];
    }

    private static IEnumerable<FieldError> Subscript(string path, string owner, string key, string at) => owner switch
    {
        "metadata.annotations" => Checks.Named(key.ToLowerInvariant(), at, NameSyntax.QualifiedName),
        "metadata.labels" => Checks.Named(key, at, NameSyntax.QualifiedName),
        _ => [FieldError.Invalid($"{at}.fieldPath", path, $"error converting fieldPath: field label does not support subscript: {path}")],
    };

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
}
