using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Resources;

namespace LocalCluster.ApiServer.Selectors;

/// <summary>Which fields of which kind a field selector may name besides the object's name and namespace.</summary>
internal static class SelectableFields
{
    private static readonly FrozenDictionary<string, string[]> ByStorageKey = new Dictionary<string, string[]>
    {
        ["pods"] =
        [
            "spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "spec.hostNetwork",
            "status.phase", "status.podIP", "status.nominatedNodeName",
        ],
        ["events"] =
        [
            "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid", "involvedObject.apiVersion",
            "involvedObject.resourceVersion", "involvedObject.fieldPath", "reason", "reportingComponent", "source", "type",
        ],
        ["namespaces"] = ["status.phase"],
        ["nodes"] = ["spec.unschedulable"],
        ["secrets"] = ["type"],
        ["services"] = ["spec.clusterIP", "spec.type"],
        ["replicationcontrollers"] = ["status.replicas"],
        ["replicasets.apps"] = ["status.replicas"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IReadOnlyList<string> Of(ResourceDefinition resource) =>
        resource.Custom?.SelectableFields ?? ByStorageKey.GetValueOrDefault(resource.StorageKey) ?? [];

    public static IReadOnlyDictionary<string, string> Of(JsonObject obj, ResourceDefinition resource)
    {
        var names = Of(resource);
        return names.Count == 0
            ? FrozenDictionary<string, string>.Empty
            : names.ToDictionary(name => name, name => Value(obj, name, resource), StringComparer.Ordinal);
    }

    private static string Value(JsonObject obj, string name, ResourceDefinition resource)
    {
        var node = (resource.StorageKey, name) switch
        {
            ("events", "source") => obj.At("source", "component") ?? obj.At("reportingComponent"),
            _ => obj.At(name.Split('.')),
        };
        return node?.GetValueKind() switch
        {
            JsonValueKind.String => node.GetValue<string>(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            JsonValueKind.Number => node.ToJsonString(),
            _ => Empty(name),
        };
    }

    private static string Empty(string name) => name switch
    {
        "spec.hostNetwork" or "spec.unschedulable" => "false",
        "status.replicas" => "0",
        _ => "",
    };
}
