using System.Text.Json.Nodes;

namespace Operator.Apply;

/// <summary>By which fields server-side apply tells the items of a list apart (x-kubernetes-list-map-keys); any other list is one value.</summary>
internal static class ListKeys
{
    private static readonly Dictionary<string, string[]> Keys = new(StringComparer.Ordinal)
    {
        ["containers"] = ["name"],
        ["initContainers"] = ["name"],
        ["ephemeralContainers"] = ["name"],
        ["volumes"] = ["name"],
        ["env"] = ["name"],
        ["volumeMounts"] = ["mountPath"],
        ["volumeDevices"] = ["devicePath"],
        ["imagePullSecrets"] = ["name"],
        ["ownerReferences"] = ["uid"],
        ["hostAliases"] = ["ip"],
        ["topologySpreadConstraints"] = ["topologyKey", "whenUnsatisfiable"],
        ["resourceClaims"] = ["name"],
        ["schedulingGates"] = ["name"],
    };

    /// <summary>The item's key, such as <c>name=app</c>, or null when the list is one value.</summary>
    public static string? Of(string list, JsonNode? item)
    {
        if (item is not JsonObject json) return null;
        if (list == "ports") return Ports(json);
        return Keys.TryGetValue(list, out var fields) && fields.All(json.ContainsKey)
            ? string.Join(',', fields.Select(field => $"{field}={json[field]}"))
            : null;
    }

    private static string Ports(JsonObject port) =>
        port["containerPort"] is { } inside ? $"containerPort={inside},protocol={port["protocol"] ?? "TCP"}" : $"port={port["port"]},protocol={port["protocol"] ?? "TCP"}";
}
