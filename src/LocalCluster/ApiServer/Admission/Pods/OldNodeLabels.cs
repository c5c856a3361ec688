namespace LocalCluster.ApiServer.Admission.Pods;

/// <summary>Labels of nodes that have newer names (pkg/api/node/util.go).</summary>
internal static class OldNodeLabels
{
    public static string? Complaint(string label) => label switch
    {
        "beta.kubernetes.io/arch" => Since("v1.14", "kubernetes.io/arch"),
        "beta.kubernetes.io/os" => Since("v1.14", "kubernetes.io/os"),
        "failure-domain.beta.kubernetes.io/region" => Since("v1.17", "topology.kubernetes.io/region"),
        "failure-domain.beta.kubernetes.io/zone" => Since("v1.17", "topology.kubernetes.io/zone"),
        "beta.kubernetes.io/instance-type" => Since("v1.17", "node.kubernetes.io/instance-type"),
        _ => null,
    };

    private static string Since(string version, string successor) => $"deprecated since {version}; use \"{successor}\" instead";
}
