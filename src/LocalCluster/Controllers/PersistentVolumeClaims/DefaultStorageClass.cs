using Kubernetes.Client;
using Kubernetes.Models.Meta;
using Kubernetes.Models.StorageClasses;

namespace LocalCluster.Controllers.PersistentVolumeClaims;

/// <summary>The class that a claim gets when it names none: directories of this machine, which may grow.</summary>
internal static class DefaultStorageClass
{
    public const string Name = "standard";

    public const string Provisioner = "local/hostpath";

    public static async Task EnsureAsync(KubeClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.CreateAsync(Create(), null, cancellationToken);
        }
        catch (ApiException e) when (e.IsAlreadyExists)
        {
            // Somebody may have changed it: it stays as it is.
        }
    }

    private static StorageClass Create() => new()
    {
        Metadata = new ObjectMeta
        {
            Name = Name,
            Annotations = new Dictionary<string, string>
            {
                // The recorded cluster got its class by `kubectl apply`; with the same note an apply of the same file changes nothing.
                ["kubectl.kubernetes.io/last-applied-configuration"] =
                    "{\"allowVolumeExpansion\":true,\"apiVersion\":\"storage.k8s.io/v1\",\"kind\":\"StorageClass\",\"metadata\":{\"annotations\":"
                    + "{\"storageclass.kubernetes.io/is-default-class\":\"true\"},\"name\":\"standard\"},\"provisioner\":\"local/hostpath\","
                    + "\"reclaimPolicy\":\"Delete\",\"volumeBindingMode\":\"Immediate\"}\n",
                [ClaimAnnotations.DefaultClass] = "true",
            },
        },
        Provisioner = Provisioner,
        ReclaimPolicy = "Delete",
        VolumeBindingMode = "Immediate",
        AllowVolumeExpansion = true,
    };
}
