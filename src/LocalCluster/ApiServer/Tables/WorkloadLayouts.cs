using System.Globalization;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;

namespace LocalCluster.ApiServer.Tables;

/// <summary>StatefulSets, Deployments, ReplicaSets and ControllerRevisions.</summary>
internal static class WorkloadLayouts
{
    private static readonly TableColumn Containers = new("Containers", "string", Priority: 1);
    private static readonly TableColumn Images = new("Images", "string", Priority: 1);
    private static readonly TableColumn Selector = new("Selector", "string", Priority: 1);

    public static TableLayout StatefulSets { get; } = new(
        [StandardColumns.Name, new("Ready", "string"), StandardColumns.Age, Containers, Images],
        (set, now) => [set.Name(), OutOf(set), StandardColumns.AgeOf(set, now), Of(set, "name"), Of(set, "image")]);

    public static TableLayout Deployments { get; } = new(
        [StandardColumns.Name, new("Ready", "string"), new("Up-to-date", "string"), new("Available", "string"), StandardColumns.Age, Containers, Images, Selector],
        (set, now) => [set.Name(), OutOf(set), Count(set, "updatedReplicas"), Count(set, "availableReplicas"), StandardColumns.AgeOf(set, now), Of(set, "name"), Of(set, "image"), SelectorText.Of(set.Object("spec", "selector"))]);

    public static TableLayout ReplicaSets { get; } = new(
        [StandardColumns.Name, new("Desired", "integer"), new("Current", "integer"), new("Ready", "integer"), StandardColumns.Age, Containers, Images, Selector],
        (set, now) => [set.Name(), set.Number("spec", "replicas") ?? 0, Count(set, "replicas"), Count(set, "readyReplicas"), StandardColumns.AgeOf(set, now), Of(set, "name"), Of(set, "image"), SelectorText.Of(set.Object("spec", "selector"))]);

    public static TableLayout Revisions { get; } = new(
        [StandardColumns.Name, new("Controller", "string"), new("Revision", "string"), StandardColumns.Age],
        (revision, now) => [revision.Name(), Controller(revision), revision.Number("revision") ?? 0, StandardColumns.AgeOf(revision, now)]);

    public static TableLayout DaemonSets { get; } = new(
        [
            StandardColumns.Name, new("Desired", "integer"), new("Current", "integer"), new("Ready", "integer"), new("Up-to-date", "integer"), new("Available", "integer"),
            new("Node Selector", "string"), StandardColumns.Age, Containers, Images, Selector,
        ],
        (set, now) =>
        [
            set.Name(), Count(set, "desiredNumberScheduled"), Count(set, "currentNumberScheduled"), Count(set, "numberReady"), Count(set, "updatedNumberScheduled"),
            Count(set, "numberAvailable"), SelectorText.OfMap(set.Object("spec", "template", "spec", "nodeSelector")), StandardColumns.AgeOf(set, now), Of(set, "name"),
            Of(set, "image"), SelectorText.Of(set.Object("spec", "selector")),
        ]);

    public static TableLayout ReplicationControllers { get; } = new(
        [StandardColumns.Name, new("Desired", "integer"), new("Current", "integer"), new("Ready", "integer"), StandardColumns.Age, Containers, Images, Selector],
        (set, now) => [set.Name(), set.Number("spec", "replicas") ?? 0, Count(set, "replicas"), Count(set, "readyReplicas"), StandardColumns.AgeOf(set, now), Of(set, "name"), Of(set, "image"), SelectorText.OfMap(set.Object("spec", "selector"))]);

    public static TableLayout Budgets { get; } = new(
        [StandardColumns.Name, new("Min Available", "string"), new("Max Unavailable", "string"), new("Allowed Disruptions", "integer"), StandardColumns.Age],
        (budget, now) =>
        [
            budget.Name(), budget.At("spec", "minAvailable")?.ToString() ?? "N/A", budget.At("spec", "maxUnavailable")?.ToString() ?? "N/A", Count(budget, "disruptionsAllowed"),
            StandardColumns.AgeOf(budget, now),
        ]);

    private static string OutOf(JsonObject set) =>
        string.Create(CultureInfo.InvariantCulture, $"{set.Number("status", "readyReplicas") ?? 0}/{set.Number("spec", "replicas") ?? 0}");

    private static JsonNode Count(JsonObject set, string field) => set.Number("status", field) ?? 0;

    private static string Of(JsonObject set, string field) =>
        string.Join(',', set.Items("spec", "template", "spec", "containers").Select(container => container.Text(field)));

    private static string Controller(JsonObject revision)
    {
        if (revision.Items("metadata", "ownerReferences").FirstOrDefault(owner => owner.Flag("controller") == true) is not { } owner) return "<none>";
        var group = owner.Text("apiVersion")!.Split('/') is [var named, _] ? "." + named : "";
        return $"{owner.Text("kind")!.ToLowerInvariant()}{group}/{owner.Text("name")}";
    }
}
