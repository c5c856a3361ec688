using Kubernetes.Client;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;

namespace LocalCluster.Node.Pods;

/// <summary>The last word about a pod that has ended: without it the object would stay.</summary>
internal sealed partial class PodRemoval(NodeContext node, ILogger logger)
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(2);

    /// <summary>Repeated until the object is gone or another pod has its name.</summary>
    public async Task DeleteAsync(Pod pod, CancellationToken cancellationToken)
    {
        var options = new DeleteOptions { GracePeriodSeconds = 0, Preconditions = new Preconditions { Uid = pod.Metadata.Uid } };
        for (var wait = FirstRetry; ; wait = wait * 2 > LongestRetry ? LongestRetry : wait * 2)
        {
            try
            {
                await node.Client.DeleteAsync<Pod>(ObjectKey.Of(pod), options, cancellationToken);
                return;
            }
            catch (ApiException e) when (e.IsNotFound || e.IsConflict)
            {
                return;
            }
            catch (Exception e) when (e is ApiException or HttpRequestException or TimeoutException)
            {
                LogNotDeleted(logger, pod.Metadata.Namespace, pod.Metadata.Name, e.Message);
            }

            await Task.Delay(wait, node.Time, cancellationToken);
        }
    }

    [LoggerMessage(4432, LogLevel.Warning, "Did not remove Pod {Namespace}/{Name} from the API: {Error}")]
    private static partial void LogNotDeleted(ILogger logger, string? @namespace, string? name, string error);
}
