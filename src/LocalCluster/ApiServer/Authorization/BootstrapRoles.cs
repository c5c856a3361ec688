using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Authorization;

/// <summary>The roles and bindings that every cluster begins with, as far as people and programs here meet them.</summary>
internal static class BootstrapRoles
{
    private static readonly string[] ReadVerbs = ["get", "list", "watch"];
    private static readonly string[] WriteVerbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];
    private static readonly string[] PublicPaths = ["/healthz", "/livez", "/readyz", "/version", "/version/"];

    private static readonly string[] DiscoveryPaths =
    [
        "/api", "/api/*", "/apis", "/apis/*", "/healthz", "/livez", "/openapi", "/openapi/*", "/readyz", "/version", "/version/",
    ];

    private static readonly string[] Everyday =
    [
        "configmaps", "endpoints", "events", "persistentvolumeclaims", "pods", "pods/log", "replicationcontrollers", "serviceaccounts", "services",
        "controllerrevisions", "daemonsets", "deployments", "deployments/scale", "replicasets", "replicasets/scale", "statefulsets", "statefulsets/scale",
        "endpointslices", "poddisruptionbudgets", "leases",
    ];

    public static IEnumerable<JsonObject> Roles()
    {
        yield return Role("cluster-admin", Rule(["*"], ["*"], ["*"]), Paths(["*"], ["*"]));
        yield return Role("admin", Rule(WriteVerbs, ["*"], [.. Everyday, "secrets", "roles", "rolebindings"]));
        yield return Role("edit", Rule(WriteVerbs, ["*"], [.. Everyday, "secrets"]));
        yield return Role("view", Rule(ReadVerbs, ["*"], Everyday));
        yield return Role("system:basic-user",
            Rule(["create"], ["authorization.k8s.io"], ["selfsubjectaccessreviews", "selfsubjectrulesreviews"]),
            Rule(["create"], ["authentication.k8s.io"], ["selfsubjectreviews"]));
        yield return Role("system:discovery", Paths(["get"], DiscoveryPaths));
        yield return Role("system:public-info-viewer", Paths(["get"], PublicPaths));
    }

    public static IEnumerable<JsonObject> Bindings()
    {
        yield return Binding("cluster-admin", "system:masters");
        yield return Binding("system:basic-user", "system:authenticated");
        yield return Binding("system:discovery", "system:authenticated");
        yield return Binding("system:public-info-viewer", "system:authenticated", "system:unauthenticated");
    }

    private static JsonObject Role(string name, params JsonNode[] rules) => new()
    {
        ["kind"] = "ClusterRole",
        ["apiVersion"] = "rbac.authorization.k8s.io/v1",
        ["metadata"] = Metadata(name),
        ["rules"] = new JsonArray(rules),
    };

    private static JsonObject Binding(string name, params string[] groups) => new()
    {
        ["kind"] = "ClusterRoleBinding",
        ["apiVersion"] = "rbac.authorization.k8s.io/v1",
        ["metadata"] = Metadata(name),
        ["subjects"] = new JsonArray([.. groups.Select(group => new JsonObject { ["kind"] = "Group", ["apiGroup"] = Authorizer.Group, ["name"] = group })]),
        ["roleRef"] = new JsonObject { ["apiGroup"] = Authorizer.Group, ["kind"] = "ClusterRole", ["name"] = name },
    };

    private static JsonObject Metadata(string name) => new()
    {
        ["name"] = name,
        ["labels"] = new JsonObject { ["kubernetes.io/bootstrapping"] = "rbac-defaults" },
        ["annotations"] = new JsonObject { ["rbac.authorization.kubernetes.io/autoupdate"] = "true" },
    };

    private static JsonObject Rule(string[] verbs, string[] groups, string[] resources) => new()
    {
        ["verbs"] = List(verbs),
        ["apiGroups"] = List(groups),
        ["resources"] = List(resources),
    };

    private static JsonObject Paths(string[] verbs, string[] paths) => new() { ["verbs"] = List(verbs), ["nonResourceURLs"] = List(paths) };

    private static JsonArray List(string[] values) => new([.. values.Select(value => (JsonNode)value)]);
}
