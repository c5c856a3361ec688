using LocalCluster.ApiServer.Schemas;
using static LocalCluster.ApiServer.Resources.BuiltIn;

namespace LocalCluster.ApiServer.Resources;

/// <summary>The built-in resources outside the core group.</summary>
internal static class GroupResources
{
    private const string Authentication = "authentication.k8s.io";
    private const string Authorization = "authorization.k8s.io";
    private const string Rbac = "rbac.authorization.k8s.io";
    private const string StorageGroup = "storage.k8s.io";

    public static IReadOnlyList<ResourceDefinition> All { get; } =
    [
        Namespaced("apps", "ControllerRevision", "controllerrevisions"),
        Namespaced("apps", "DaemonSet", "daemonsets", "ds").InAll().WithStatus(),
        Namespaced("apps", "Deployment", "deployments", "deploy").InAll().WithScaleAndStatus(),
        Namespaced("apps", "ReplicaSet", "replicasets", "rs").InAll().WithScaleAndStatus(),
        Namespaced("apps", "StatefulSet", "statefulsets", "sts").InAll().WithScaleAndStatus(),
        Namespaced("coordination.k8s.io", "Lease", "leases"),
        Namespaced("discovery.k8s.io", "EndpointSlice", "endpointslices"),
        Namespaced("events.k8s.io", "Event", "events", "ev") with
        {
            StorageKey = "events",
            StorageIdentity = "/v1/Event",
            StoredSchema = BuiltInSchemas.Find("", "v1", "Event"),
        },
        ClusterWide("apiextensions.k8s.io", "CustomResourceDefinition", "customresourcedefinitions", "crd", "crds").WithStatus() with
        {
            Categories = ["api-extensions"],
            StorageIdentity = "apiextensions.k8s.io/v1beta1/CustomResourceDefinition",
        },
        ReviewOf(Authentication, "SelfSubjectReview", "selfsubjectreviews"),
        ReviewOf(Authentication, "TokenReview", "tokenreviews"),
        ReviewOf(Authorization, "LocalSubjectAccessReview", "localsubjectaccessreviews") with { Namespaced = true },
        ReviewOf(Authorization, "SelfSubjectAccessReview", "selfsubjectaccessreviews"),
        ReviewOf(Authorization, "SelfSubjectRulesReview", "selfsubjectrulesreviews"),
        ReviewOf(Authorization, "SubjectAccessReview", "subjectaccessreviews"),
        ClusterWide(Rbac, "ClusterRoleBinding", "clusterrolebindings"),
        ClusterWide(Rbac, "ClusterRole", "clusterroles"),
        Namespaced(Rbac, "RoleBinding", "rolebindings"),
        Namespaced(Rbac, "Role", "roles"),
        ClusterWide(StorageGroup, "CSIDriver", "csidrivers"),
        ClusterWide(StorageGroup, "CSINode", "csinodes"),
        Namespaced(StorageGroup, "CSIStorageCapacity", "csistoragecapacities"),
        ClusterWide(StorageGroup, "StorageClass", "storageclasses", "sc"),
        ClusterWide(StorageGroup, "VolumeAttachment", "volumeattachments").WithStatus(),
        ClusterWide(StorageGroup, "VolumeAttributesClass", "volumeattributesclasses", "vac"),
        Namespaced("policy", "PodDisruptionBudget", "poddisruptionbudgets", "pdb").WithStatus(),
    ];

    private static ResourceDefinition ReviewOf(string group, string kind, string plural) =>
        ClusterWide(group, kind, plural) with { Verbs = ResourceVerbs.CreateOnly, IsReview = true };
}
