using Kubernetes.Client;
using LocalCluster.Node.Volumes;

namespace LocalCluster.Node.Pods;

/// <summary>What is on a pod's volumes from ConfigMaps, Secrets and tokens is kept up to date while it lives.</summary>
internal sealed partial class VolumeRefresh(PodRuntime pod, PodVolumes volumes, ILogger logger)
{
    public async Task RunAsync(CancellationToken ending)
    {
        try
        {
            while (true)
            {
                await Task.Delay(pod.Node.Options.VolumeRefresh, pod.Node.Time, ending);
                await RefreshOnceAsync(ending);
            }
        }
        catch (OperationCanceledException)
        {
            // The pod ends.
        }
    }

    private async Task RefreshOnceAsync(CancellationToken ending)
    {
        try
        {
            await volumes.PrepareAsync(pod.Pod, pod.Address, ending);
        }
        catch (Exception e) when (e is MountException or ApiException or HttpRequestException or TimeoutException)
        {
            LogNotRefreshed(logger, pod.Pod.Metadata.Namespace, pod.Pod.Metadata.Name, e.Message);
        }
    }

    [LoggerMessage(4431, LogLevel.Warning, "Did not refresh the volumes of Pod {Namespace}/{Name}: {Error}")]
    private static partial void LogNotRefreshed(ILogger logger, string? @namespace, string? name, string error);
}
