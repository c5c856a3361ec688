using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Pods;

/// <summary>Containers and init containers (ValidateContainers).</summary>
internal static class ContainerValidation
{
    private static readonly string[] Lists = ["containers", "initContainers"];
    private static readonly string[] Hooks = ["postStart", "preStop"];
    private static readonly string[] OfLastingOnes = ["lifecycle", "livenessProbe", "readinessProbe", "startupProbe"];

    public static IEnumerable<FieldError> Validate(JsonObject spec, string path, IReadOnlySet<string> volumes)
    {
        List<FieldError> errors = [];
        if (!spec.Items("containers").Any())
            errors.Add(FieldError.Required($"{path}.containers"));
        HashSet<string> names = [];
        foreach (var list in Lists)
        {
            foreach (var (container, i) in spec.Items(list).Select((one, i) => (one, i)))
            {
                errors.AddRange(One(container, $"{path}.{list}[{i}]", volumes, names));
                if (list == "initContainers")
                    errors.AddRange(Initial(container, $"{path}.{list}[{i}]"));
            }
        }

        return errors;
    }

    private static IEnumerable<FieldError> One(JsonObject container, string at, IReadOnlySet<string> volumes, HashSet<string> names) =>
    [
        .. Name(container.Text("name") ?? "", $"{at}.name", names),
        .. Checks.Required(container.Text("image"), $"{at}.image"),
        .. Lifecycle(container, at),
        .. ProbeValidation.Validate(container, at),
        .. Checks.OneOf(container.Text("terminationMessagePolicy"), $"{at}.terminationMessagePolicy", "File", "FallbackToLogsOnError"),
        .. Ports(container, at),
        .. EnvironmentValidation.Validate(container, at),
        .. Mounts(container, at, volumes),
        .. Checks.OneOf(container.Text("imagePullPolicy"), $"{at}.imagePullPolicy", "Always", "IfNotPresent", "Never"),
        .. ResourceValidation.Validate(container, $"{at}.resources"),
        .. PodSpecValidation.Users(container.Object("securityContext"), $"{at}.securityContext"),
    ];

    /// <summary>What only makes sense for a container that goes on is refused for one that has to end; a sidecar goes on.</summary>
    private static IEnumerable<FieldError> Initial(JsonObject container, string at)
    {
        if (container.Text("restartPolicy") == "Always")
            yield break;
        foreach (var field in OfLastingOnes.Where(field => container[field] is not null))
            yield return FieldError.Forbidden($"{at}.{field}", "may not be set for init containers without restartPolicy=Always");
    }

    private static IEnumerable<FieldError> Name(string name, string at, HashSet<string> names)
    {
        if (name.Length == 0)
            yield return FieldError.Required(at);
        foreach (var wrong in name.Length == 0 ? [] : NameSyntax.Label(name))
            yield return FieldError.Invalid(at, name, wrong);
        if (name.Length > 0 && !names.Add(name))
            yield return FieldError.Duplicate(at, name);
    }

    /// <summary>A template may name an image that a pod may not.</summary>
    public static IEnumerable<FieldError> OfPodsOnly(JsonObject spec, string path) =>
        from list in Lists
        from container in spec.Items(list).Index()
        let image = container.Item.Text("image") ?? ""
        where image.Trim() != image
        select FieldError.Invalid($"{path}.{list}[{container.Index}].image", image, "must not have leading or trailing whitespace");

    private static IEnumerable<FieldError> Lifecycle(JsonObject container, string at) => Hooks
        .Where(hook => container.Object("lifecycle", hook) is not null)
        .SelectMany(hook => ProbeValidation.Handler(container.Object("lifecycle", hook)!, $"{at}.lifecycle.{hook}"));

    private static IEnumerable<FieldError> Ports(JsonObject container, string at)
    {
        HashSet<string> names = [];
        foreach (var (port, i) in container.Items("ports").Select((one, i) => (one, i)))
        {
            var here = $"{at}.ports[{i}]";
            var name = port.Text("name") ?? "";
            foreach (var wrong in name.Length == 0 ? [] : NameSyntax.PortName(name))
                yield return FieldError.Invalid($"{here}.name", name, wrong);
            if (name.Length > 0 && !names.Add(name))
                yield return FieldError.Duplicate($"{here}.name", name);
            if (port.Number("containerPort") is null or 0)
                yield return FieldError.Required($"{here}.containerPort");
            else
            {
                foreach (var error in Checks.Port(port.Number("containerPort")!.Value, $"{here}.containerPort"))
                    yield return error;
            }

            foreach (var error in port.Number("hostPort") is { } host and not 0 ? Checks.Port(host, $"{here}.hostPort") : [])
                yield return error;
            foreach (var error in Checks.OneOf(port.Text("protocol"), $"{here}.protocol", "SCTP", "TCP", "UDP"))
                yield return error;
        }
    }

    private static IEnumerable<FieldError> Mounts(JsonObject container, string at, IReadOnlySet<string> volumes)
    {
        HashSet<string> paths = [];
        foreach (var (mount, i) in container.Items("volumeMounts").Select((one, i) => (one, i)))
        {
            var here = $"{at}.volumeMounts[{i}]";
            var (name, path) = (mount.Text("name") ?? "", mount.Text("mountPath") ?? "");
            if (name.Length == 0)
                yield return FieldError.Required($"{here}.name");
            if (!volumes.Contains(name))
                yield return FieldError.NotFound($"{here}.name", name);
            if (path.Length == 0)
                yield return FieldError.Required($"{here}.mountPath");
            else if (!paths.Add(path))
                yield return FieldError.Invalid($"{here}.mountPath", path, "must be unique");
            foreach (var error in LocalPaths.Descending(mount.Text("subPath") ?? "", $"{at}.volumeMounts.subPath"))
                yield return error;
        }
    }
}
