using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Pods;

/// <summary>What a pod, or a template of one, is accepted with and should rather not have (pkg/api/pod/warnings.go).</summary>
internal static class PodWarnings
{
    private const string NoPods = "a null labelSelector results in matching no pod";
    private static readonly string[] Affinities = ["podAffinity", "podAntiAffinity"];

    /// <param name="pod">The pod or template.</param>
    /// <param name="path">Where it stands: empty, or <c>spec.template.</c></param>
    public static IEnumerable<string> Of(JsonObject? pod, string path)
    {
        var (spec, at) = (pod.Object("spec") ?? [], $"{path}spec");
        return
        [
            .. NodeLabels(spec, at),
            .. Spreads(spec, $"{at}.topologySpreadConstraints"),
            .. Twice(spec.Items("hostAliases"), $"{at}.hostAliases", "ip"),
            .. Twice(spec.Items("imagePullSecrets"), $"{at}.imagePullSecrets", "name"),
            .. spec.Items("imagePullSecrets").Index()
                .Where(secret => secret.Item.Text("name") is null or "")
                .Select(secret => $"{at}.imagePullSecrets[{secret.Index}].name: invalid empty name \"\""),
            .. ContainerWarnings.Of(spec, at),
            .. spec.Number("terminationGracePeriodSeconds") < 0
                ? [$"{at}.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1"]
                : (string[])[],
            .. Terms(spec, $"{at}.affinity"),
        ];
    }

    /// <summary>Names of pods become names of hosts.</summary>
    public static IEnumerable<string> OfName(string name, string use) => NameSyntax.Label(name) is { Count: > 0 } wrong
        ? [$"metadata.name: this is used in {use}, which can result in surprising behavior; a DNS label is recommended: [{string.Join(' ', wrong)}]"]
        : [];

    private static IEnumerable<string> NodeLabels(JsonObject spec, string at)
    {
        foreach (var (label, _) in (spec.Object("nodeSelector") ?? []).OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            if (OldNodeLabels.Complaint(label) is { } complaint)
                yield return $"{at}.nodeSelector[{label}]: {complaint}";
        }

        const string Required = "requiredDuringSchedulingIgnoredDuringExecution";
        const string Preferred = "preferredDuringSchedulingIgnoredDuringExecution";
        var path = $"{at}.affinity.nodeAffinity";
        var terms = spec.Items("affinity", "nodeAffinity", Required, "nodeSelectorTerms").Index().Select(term => (term.Item, $"{path}.{Required}.nodeSelectorTerms[{term.Index}]"))
            .Concat(spec.Items("affinity", "nodeAffinity", Preferred).Index().Select(term => (term.Item.Object("preference") ?? [], $"{path}.{Preferred}[{term.Index}].preference")));
        foreach (var (term, here) in terms)
        {
            foreach (var (i, expression) in term.Items("matchExpressions").Index())
            {
                if (OldNodeLabels.Complaint(expression.Text("key") ?? "") is { } complaint)
                    yield return $"{here}.matchExpressions[{i}].key: {expression.Text("key")} is {complaint}";
            }
        }
    }

    private static IEnumerable<string> Spreads(JsonObject spec, string at)
    {
        foreach (var (i, constraint) in spec.Items("topologySpreadConstraints").Index())
        {
            var key = constraint.Text("topologyKey") ?? "";
            if (OldNodeLabels.Complaint(key) is { } complaint)
                yield return $"{at}[{i}].topologyKey: {key} is {complaint}";
            if (constraint.Object("labelSelector") is null)
                yield return $"{at}[{i}].labelSelector: {NoPods}";
        }
    }

    private static IEnumerable<string> Twice(IEnumerable<JsonObject> items, string at, string field)
    {
        HashSet<string> seen = [];
        foreach (var (i, item) in items.Index())
        {
            if (!seen.Add(item.Text(field) ?? ""))
                yield return $"{at}[{i}].{field}: duplicate {field} {GoText.Quote(item.Text(field) ?? "")}";
        }
    }

    private static IEnumerable<string> Terms(JsonObject spec, string at) => Affinities.SelectMany(kind =>
    {
        var (required, preferred) = ($"{at}.{kind}.requiredDuringSchedulingIgnoredDuringExecution", $"{at}.{kind}.preferredDuringSchedulingIgnoredDuringExecution");
        return spec.Items("affinity", kind, "requiredDuringSchedulingIgnoredDuringExecution").Index()
            .Where(term => term.Item.Object("labelSelector") is null)
            .Select(term => $"{required}[{term.Index}].labelSelector: {NoPods}")
            .Concat(spec.Items("affinity", kind, "preferredDuringSchedulingIgnoredDuringExecution").Index()
                .Where(term => term.Item.Object("podAffinityTerm", "labelSelector") is null)
                .Select(term => $"{preferred}[{term.Index}].podAffinityTerm.labelSelector: {NoPods}"));
    });
}
