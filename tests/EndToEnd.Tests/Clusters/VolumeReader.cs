using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;

namespace EndToEnd.Tests.Clusters;

/// <summary>Reads a file on a claim's volume with a pod that mounts it and prints the file: that works on any cluster, whoever runs there.</summary>
internal sealed class VolumeReader(KubeClient client)
{
    /// <returns>Empty where there is no such file.</returns>
    public async Task<string> ReadAsync(string claim, string file)
    {
        var key = Playground.Key($"reads-{Guid.NewGuid():N}"[..14]);
        await client.CreateAsync(PodOf(key, claim, file), null, CancellationToken.None);
        try
        {
            await Eventually.Holds(async () => (await client.GetAsync<Pod>(key, CancellationToken.None)).Status?.Phase == "Succeeded", $"{file} of {claim} read", TimeSpan.FromMinutes(1));
            using var response = await client.SendAsync(new KubeRequest(HttpMethod.Get, $"/api/v1/namespaces/{key.Namespace}/pods/{key.Name}/log"), CancellationToken.None);
            return await response.Content.ReadAsStringAsync(CancellationToken.None);
        }
        finally
        {
            await client.DeleteAsync<Pod>(key, new DeleteOptions { GracePeriodSeconds = 0 }, CancellationToken.None);
        }
    }

    private static Pod PodOf(ObjectKey key, string claim, string file) => new()
    {
        Metadata = new ObjectMeta { Name = key.Name, Namespace = key.Namespace },
        Spec = new PodSpec
        {
            RestartPolicy = "Never",
            Containers = [new Container { Name = "read", Image = "busybox:1.36", Command = ["sh", "-c", $"if [ -e /volume/{file} ]; then cat /volume/{file}; fi"], VolumeMounts = [new VolumeMount { Name = "volume", MountPath = "/volume" }] }],
            Volumes = [new Volume { Name = "volume", PersistentVolumeClaim = new PersistentVolumeClaimVolumeSource { ClaimName = claim } }],
        },
    };
}
