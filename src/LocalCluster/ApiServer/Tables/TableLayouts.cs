using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Resources;

namespace LocalCluster.ApiServer.Tables;

/// <summary>Which table belongs to which resource.</summary>
internal static class TableLayouts
{
    private static readonly TableLayout Plain = new(
        [StandardColumns.Name, StandardColumns.Age],
        (obj, now) => [obj.Name(), StandardColumns.AgeOf(obj, now)]);

    private static readonly Dictionary<string, TableLayout> BuiltIn = new()
    {
        ["pods"] = PodLayout.Layout,
        ["statefulsets.apps"] = WorkloadLayouts.StatefulSets,
        ["deployments.apps"] = WorkloadLayouts.Deployments,
        ["replicasets.apps"] = WorkloadLayouts.ReplicaSets,
        ["controllerrevisions.apps"] = WorkloadLayouts.Revisions,
        ["daemonsets.apps"] = WorkloadLayouts.DaemonSets,
        ["replicationcontrollers"] = WorkloadLayouts.ReplicationControllers,
        ["poddisruptionbudgets.policy"] = WorkloadLayouts.Budgets,
        ["roles.rbac.authorization.k8s.io"] = AccessLayouts.Roles,
        ["clusterroles.rbac.authorization.k8s.io"] = AccessLayouts.Roles,
        ["limitranges"] = AccessLayouts.Roles,
        ["rolebindings.rbac.authorization.k8s.io"] = AccessLayouts.Bindings,
        ["clusterrolebindings.rbac.authorization.k8s.io"] = AccessLayouts.Bindings,
        ["services"] = NetworkLayouts.Services,
        ["endpoints"] = NetworkLayouts.Endpoints,
        ["endpointslices.discovery.k8s.io"] = NetworkLayouts.EndpointSlices,
        ["persistentvolumeclaims"] = StorageLayouts.Claims,
        ["persistentvolumes"] = StorageLayouts.Volumes,
        ["storageclasses.storage.k8s.io"] = StorageLayouts.Classes,
        ["namespaces"] = ClusterLayouts.Namespaces,
        ["nodes"] = ClusterLayouts.Nodes,
        ["customresourcedefinitions.apiextensions.k8s.io"] = ClusterLayouts.Definitions,
        ["configmaps"] = ClusterLayouts.ConfigMaps,
        ["secrets"] = ClusterLayouts.Secrets,
        ["leases.coordination.k8s.io"] = ClusterLayouts.Leases,
        ["events"] = ClusterLayouts.Events,
        ["events.events.k8s.io"] = ClusterLayouts.Events,
    };

    public static TableLayout For(ResourceDefinition resource) =>
        resource.Custom is { } custom ? CustomLayout.Of(custom, Plain) : BuiltIn.GetValueOrDefault(resource.QualifiedName, Plain);
}
