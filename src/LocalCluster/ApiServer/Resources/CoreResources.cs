using static LocalCluster.ApiServer.Resources.BuiltIn;

namespace LocalCluster.ApiServer.Resources;

/// <summary>The resources of the core group.</summary>
internal static class CoreResources
{
    private static readonly SubresourceDefinition Eviction = new("eviction", "Eviction", ResourceVerbs.CreateOnly, "policy", "v1");
    private static readonly SubresourceDefinition Token = new("token", "TokenRequest", ResourceVerbs.CreateOnly, "authentication.k8s.io", "v1");

    public static IReadOnlyList<ResourceDefinition> All { get; } =
    [
        Namespaced("", "Binding", "bindings") with { Verbs = ResourceVerbs.CreateOnly },
        ClusterWide("", "ComponentStatus", "componentstatuses", "cs") with
        {
            Verbs = ["get", "list"],
            DeprecationWarning = "v1 ComponentStatus is deprecated in v1.19+",
        },
        Namespaced("", "ConfigMap", "configmaps", "cm"),
        Namespaced("", "Endpoints", "endpoints", "ep") with
        {
            Singular = "endpoints",
            DeprecationWarning = "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice",
        },
        Namespaced("", "Event", "events", "ev"),
        Namespaced("", "LimitRange", "limitranges", "limits"),
        ClusterWide("", "Namespace", "namespaces", "ns") with
        {
            Verbs = ["create", "delete", "get", "list", "patch", "update", "watch"],
            Subresources = [new("finalize", "Namespace", ["update"]), SubresourceDefinition.StatusOf("Namespace")],
        },
        ClusterWide("", "Node", "nodes", "no") with
        {
            Subresources = [new("proxy", "NodeProxyOptions", ResourceVerbs.Proxy), SubresourceDefinition.StatusOf("Node")],
        },
        Namespaced("", "PersistentVolumeClaim", "persistentvolumeclaims", "pvc").WithStatus(),
        ClusterWide("", "PersistentVolume", "persistentvolumes", "pv").WithStatus(),
        Namespaced("", "Pod", "pods", "po").InAll() with { Subresources = PodSubresources },
        Namespaced("", "PodTemplate", "podtemplates"),
        Namespaced("", "ReplicationController", "replicationcontrollers", "rc").InAll().WithScaleAndStatus(),
        Namespaced("", "ResourceQuota", "resourcequotas", "quota").WithStatus(),
        Namespaced("", "Secret", "secrets"),
        Namespaced("", "ServiceAccount", "serviceaccounts", "sa") with { Subresources = [Token] },
        Namespaced("", "Service", "services", "svc").InAll() with
        {
            Subresources = [new("proxy", "ServiceProxyOptions", ResourceVerbs.Proxy), SubresourceDefinition.StatusOf("Service")],
        },
    ];

    public static ResourceDefinition Namespaces { get; } = All.Single(one => one.Kind == "Namespace");

    public static ResourceDefinition Pods { get; } = All.Single(one => one.Kind == "Pod");

    private static IReadOnlyList<SubresourceDefinition> PodSubresources =>
    [
        new("attach", "PodAttachOptions", ["create", "get"]),
        new("binding", "Binding", ResourceVerbs.CreateOnly),
        new("ephemeralcontainers", "Pod", ResourceVerbs.ReadAndWrite),
        Eviction,
        new("exec", "PodExecOptions", ["create", "get"]),
        new("log", "Pod", ["get"]),
        new("portforward", "PodPortForwardOptions", ["create", "get"]),
        new("proxy", "PodProxyOptions", ResourceVerbs.Proxy),
        new("resize", "Pod", ResourceVerbs.ReadAndWrite),
        SubresourceDefinition.StatusOf("Pod"),
    ];
}
