using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;

namespace LocalCluster.ApiServer.Tables;

/// <summary>Namespaces, nodes, definitions, configuration, leases and events.</summary>
internal static class ClusterLayouts
{
    public static TableLayout Namespaces { get; } = new(
        [StandardColumns.Name, new("Status", "string"), StandardColumns.Age],
        (space, now) => [space.Name(), space.Text("status", "phase") ?? "Active", StandardColumns.AgeOf(space, now)]);

    public static TableLayout Definitions { get; } = new(
        [StandardColumns.Name, new("Created At", "date")],
        (definition, _) => [definition.Name(), definition.Text("metadata", "creationTimestamp")]);

    public static TableLayout ConfigMaps { get; } = new(
        [StandardColumns.Name, new("Data", "string"), StandardColumns.Age],
        (map, now) => [map.Name(), (map.Object("data")?.Count ?? 0) + (map.Object("binaryData")?.Count ?? 0), StandardColumns.AgeOf(map, now)]);

    public static TableLayout Secrets { get; } = new(
        [StandardColumns.Name, new("Type", "string"), new("Data", "string"), StandardColumns.Age],
        (secret, now) => [secret.Name(), secret.Text("type") ?? "Opaque", secret.Object("data")?.Count ?? 0, StandardColumns.AgeOf(secret, now)]);

    public static TableLayout Leases { get; } = new(
        [StandardColumns.Name, new("Holder", "string"), StandardColumns.Age],
        (lease, now) => [lease.Name(), lease.Text("spec", "holderIdentity") ?? "", StandardColumns.AgeOf(lease, now)]);

    public static TableLayout Nodes { get; } = new(
        [
            StandardColumns.Name, new("Status", "string"), new("Roles", "string"), StandardColumns.Age, new("Version", "string"),
            new("Internal-IP", "string", Priority: 1), new("External-IP", "string", Priority: 1), new("OS-Image", "string", Priority: 1),
            new("Kernel-Version", "string", Priority: 1), new("Container-Runtime", "string", Priority: 1),
        ],
        (node, now) =>
        [
            node.Name(), NodeStatus(node), Roles(node), StandardColumns.AgeOf(node, now), node.Text("status", "nodeInfo", "kubeletVersion"),
            Address(node, "InternalIP"), Address(node, "ExternalIP"), Info(node, "osImage"), Info(node, "kernelVersion"), Info(node, "containerRuntimeVersion"),
        ]);

    public static TableLayout Events { get; } = new(
        [
            new("Last Seen", "string"), new("Type", "string"), new("Reason", "string"), new("Object", "string"), new("Subobject", "string", Priority: 1),
            new("Source", "string", Priority: 1), new("Message", "string"), new("First Seen", "string", Priority: 1), new("Count", "string", Priority: 1),
            StandardColumns.Name with { Priority = 1 },
        ],
        EventCells);

    private static IReadOnlyList<JsonNode?> EventCells(JsonObject happened, DateTimeOffset now)
    {
        var about = happened.Object("involvedObject") ?? happened.Object("regarding");
        var first = Or(happened.Text("firstTimestamp") ?? happened.Text("deprecatedFirstTimestamp"), happened.Text("eventTime"));
        var last = Or(happened.Text("series", "lastObservedTime"), Or(happened.Text("lastTimestamp") ?? happened.Text("deprecatedLastTimestamp"), first));
        return
        [
            StandardColumns.Since(last, now), happened.Text("type"), happened.Text("reason"), $"{about.Text("kind")?.ToLowerInvariant()}/{about.Text("name")}",
            about.Text("fieldPath") ?? "", Source(happened), (happened.Text("message") ?? happened.Text("note") ?? "").Trim(), StandardColumns.Since(first, now),
            happened.Number("series", "count") ?? happened.Number("count") ?? happened.Number("deprecatedCount") ?? 1, happened.Name(),
        ];
    }

    private static string? Or(string? time, string? other) => string.IsNullOrEmpty(time) ? other : time;

    private static string Source(JsonObject happened)
    {
        var source = happened.Object("source") ?? happened.Object("deprecatedSource");
        var component = source.Text("component") ?? happened.Text("reportingComponent") ?? happened.Text("reportingController") ?? "";
        var host = source.Text("host") ?? happened.Text("reportingInstance") ?? "";
        return host.Length > 0 ? $"{component}, {host}" : component;
    }

    private static string NodeStatus(JsonObject node)
    {
        var ready = node.Items("status", "conditions").FirstOrDefault(condition => condition.Text("type") == "Ready").Text("status");
        var word = ready switch { "True" => "Ready", null => "Unknown", _ => "NotReady" };
        return node.Flag("spec", "unschedulable") == true ? word + ",SchedulingDisabled" : word;
    }

    private static string Roles(JsonObject node)
    {
        const string prefix = "node-role.kubernetes.io/";
        var roles = node.Object("metadata", "labels")?.Where(label => label.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(label => label.Key[prefix.Length..]).ToList() ?? [];
        return roles.Count == 0 ? "<none>" : string.Join(',', roles.Order(StringComparer.Ordinal));
    }

    private static string Address(JsonObject node, string type) =>
        node.Items("status", "addresses").FirstOrDefault(address => address.Text("type") == type).Text("address") ?? "<none>";

    private static string Info(JsonObject node, string field) => node.Text("status", "nodeInfo", field) ?? "<unknown>";
}
