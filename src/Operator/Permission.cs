namespace Operator;

/// <summary>One thing that the operator does to one kind of object; where no namespace is named, wherever it looks after CounterApps.</summary>
internal sealed record Permission(string Group, string Resource, string Verb)
{
    /// <summary>All that the operator does; config/rbac/role.yaml grants exactly this. An apply that creates an object needs create besides patch.</summary>
    public static IReadOnlyList<Permission> All { get; } =
    [
        .. For("counterapp.io", "counterapps", "list", "watch", "patch"),
        .. For("counterapp.io", "counterapps/status", "patch"),
        .. For("counterapp.io", "counterapps/finalizers", "update"),
        .. For("apps", "statefulsets", "get", "list", "watch", "create", "patch", "delete"),
        .. For("apps", "controllerrevisions", "get"),
        .. For("", "services", "get", "list", "watch", "create", "patch", "delete"),
        .. For("", "pods", "list", "watch", "delete"),
        .. For("", "pods/eviction", "create"),
        .. For("", "persistentvolumeclaims", "get", "list", "watch", "patch", "delete"),
        .. For("", "secrets", "get", "create"),
        .. For("storage.k8s.io", "storageclasses", "get"),
        .. For("events.k8s.io", "events", "create", "patch"),
    ];

    /// <summary>What electing a leader takes, in the lease's namespace; config/rbac/leader_election_role.yaml grants exactly this.</summary>
    public static IReadOnlyList<Permission> Election { get; } = [.. For("coordination.k8s.io", "leases", "create", "get", "update")];

    /// <summary>What it takes to find out who may read the metrics; config/rbac/metrics_auth_role.yaml grants exactly this.</summary>
    public static IReadOnlyList<Permission> GuardedMetrics { get; } =
        [.. For("authentication.k8s.io", "tokenreviews", "create"), .. For("authorization.k8s.io", "subjectaccessreviews", "create")];

    /// <summary>What it takes to ask pods for their visits and metrics, and to hand visits over, where the pod network is out of reach.</summary>
    public static IReadOnlyList<Permission> PodsFromOutside { get; } = [.. For("", "pods/proxy", "get", "create")];

    /// <summary>The object that is meant, where it has one name.</summary>
    public string? Name { get; init; }

    /// <summary>Not a part of any namespace.</summary>
    public bool IsClusterWide => Resource is "storageclasses" or "tokenreviews" or "subjectaccessreviews";

    public override string ToString() => Group.Length == 0 ? $"{Verb} {Resource}" : $"{Verb} {Resource}.{Group}";

    private static IEnumerable<Permission> For(string group, string resource, params string[] verbs) =>
        verbs.Select(verb => new Permission(group, resource, verb));
}
