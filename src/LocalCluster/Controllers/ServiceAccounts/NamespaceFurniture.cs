using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;

namespace LocalCluster.Controllers.ServiceAccounts;

/// <summary>What every namespace has: an account for its pods, and the certificate by which they know the API server.</summary>
internal static class NamespaceFurniture
{
    public const string AccountName = "default";

    public const string CertificateName = "kube-root-ca.crt";

    private const string CertificateKey = "ca.crt";

    public static ServiceAccount Account(string ns) => new() { Metadata = new ObjectMeta { Name = AccountName, Namespace = ns } };

    public static ConfigMap Certificate(string ns, string pem) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = CertificateName,
            Namespace = ns,
            Annotations = new Dictionary<string, string>
            {
                ["kubernetes.io/description"] =
                    "Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal "
                    + "service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.",
            },
        },
        Data = new Dictionary<string, string> { [CertificateKey] = pem },
    };

    public static bool Holds(ConfigMap map, string pem) => map.Data is { Count: 1 } data && data.GetValueOrDefault(CertificateKey) == pem;
}
