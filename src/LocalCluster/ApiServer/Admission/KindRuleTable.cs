using LocalCluster.ApiServer.Admission.Claims;
using LocalCluster.ApiServer.Admission.Objects;
using LocalCluster.ApiServer.Admission.Pods;
using LocalCluster.ApiServer.Admission.Services;
using LocalCluster.ApiServer.Admission.Workloads;
using LocalCluster.ApiServer.Definitions;

namespace LocalCluster.ApiServer.Admission;

/// <summary>Which rules belong to which built-in kind.</summary>
internal static class KindRuleTable
{
    public static KindRules For(string group, string kind) => (group, kind) switch
    {
        ("", "ConfigMap") => new ConfigMapRules(),
        ("", "Event") => new EventRules(NameRule.PathSegment),
        ("events.k8s.io", "Event") => new EventRules(NameRule.Subdomain),
        ("", "Namespace") => new NamespaceRules(),
        ("", "Node") => new NodeRules(),
        ("", "PersistentVolume") => new VolumeRules(),
        ("", "PersistentVolumeClaim") => new ClaimRules(),
        ("", "Pod") => new PodRules(),
        ("", "PodTemplate" or "ResourceQuota" or "ServiceAccount") => new ReturnedRules(),
        ("", "Secret") => new SecretRules(),
        ("", "Service") => new ServiceRules(),
        ("apiextensions.k8s.io", "CustomResourceDefinition") => new DefinitionRules(),
        ("apps", "ControllerRevision") => new RevisionRules(),
        ("apps", "DaemonSet") => new CountedRules(),
        ("apps", "Deployment") => new DeploymentRules(),
        ("apps", "ReplicaSet") => new ReplicaSetRules(),
        ("apps", "StatefulSet") => new StatefulSetRules(),
        ("coordination.k8s.io", "Lease") => new LeaseRules(),
        ("discovery.k8s.io", "EndpointSlice") => new EndpointSliceRules(),
        ("networking.k8s.io", "NetworkPolicy") => new NetworkPolicyRules(),
        ("policy", "PodDisruptionBudget") => new BudgetRules(),
        ("rbac.authorization.k8s.io", "ClusterRole") => new RoleRules(isClusterWide: true),
        ("rbac.authorization.k8s.io", "ClusterRoleBinding") => new RoleBindingRules(isClusterWide: true),
        ("rbac.authorization.k8s.io", "Role") => new RoleRules(isClusterWide: false),
        ("rbac.authorization.k8s.io", "RoleBinding") => new RoleBindingRules(isClusterWide: false),
        ("storage.k8s.io", "StorageClass") => new StorageClassRules(),
        _ => KindRules.Generic,
    };
}
