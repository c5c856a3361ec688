using Kubernetes.Models.Core;
using LocalCluster.Node.Containers;
using LocalCluster.Node.Eventing;

namespace LocalCluster.Node.Images;

/// <summary>"Pulls" a container's image: finds its program, or fails as a kubelet does and tries again with a growing wait.</summary>
internal sealed class ImagePuller(ImageCatalog catalog, NodeOptions options)
{
    private const string Failed = "Failed";

    /// <summary>Returns once the image is there, however long that takes.</summary>
    public async Task<ImageProgram> PullAsync(
        Container container, Action<RunState.Waiting> waits, Action<PodEvent> tell, CancellationToken cancellationToken)
    {
        var image = container.Image ?? "";
        var wait = options.ImageBackoffBase;
        while (true)
        {
            switch (catalog.Find(image))
            {
                case ImageLookup.Present present:
                    TellPresent(container, image, tell);
                    return present.Program;
                case ImageLookup.Malformed malformed:
                    Refuse(WaitingReasons.InvalidImageName, malformed.Error, "InspectFailed", waits, tell);
                    break;
                case ImageLookup.Absent when container.ImagePullPolicy == "Never":
                    var message = $"Container image \"{image}\" is not present with pull policy of Never";
                    Refuse(WaitingReasons.ImageNeverPull, message, WaitingReasons.ImageNeverPull, waits, tell);
                    break;
                case ImageLookup.Absent absent:
                    await FailAsync(image, absent.PullError, waits, tell, cancellationToken);
                    break;
            }

            await Task.Delay(wait, options.Time, cancellationToken);
            wait = wait * 2 > options.RestartBackoffMaximum ? options.RestartBackoffMaximum : wait * 2;
        }
    }

    private static void TellPresent(Container container, string image, Action<PodEvent> tell)
    {
        if (container.ImagePullPolicy == "Always")
        {
            tell(PodEvent.Normal("Pulling", $"Pulling image \"{image}\""));
            tell(PodEvent.Normal("Pulled", $"Successfully pulled image \"{image}\" in 1ms (1ms including waiting). Image size: 0 bytes."));
        }
        else
        {
            tell(PodEvent.Normal("Pulled", $"Container image \"{image}\" already present on machine and can be accessed by the pod"));
        }
    }

    private static void Refuse(string reason, string message, string eventReason, Action<RunState.Waiting> waits, Action<PodEvent> tell)
    {
        waits(new RunState.Waiting(reason, message));
        tell(PodEvent.Warning(eventReason, message));
        tell(PodEvent.Warning(Failed, $"Error: {reason}"));
    }

    private async Task FailAsync(
        string image, string error, Action<RunState.Waiting> waits, Action<PodEvent> tell, CancellationToken cancellationToken)
    {
        tell(PodEvent.Normal("Pulling", $"Pulling image \"{image}\""));
        tell(PodEvent.Warning(Failed, $"Failed to pull image \"{image}\": {error}"));
        tell(PodEvent.Warning(Failed, $"Error: {WaitingReasons.ImagePull}"));
        waits(new RunState.Waiting(WaitingReasons.ImagePull, error));
        await Task.Delay(options.ImageErrorShown, options.Time, cancellationToken);

        tell(PodEvent.Normal("BackOff", $"Back-off pulling image \"{image}\""));
        tell(PodEvent.Warning(Failed, $"Error: {WaitingReasons.ImagePullBackOff}"));
        waits(new RunState.Waiting(
            WaitingReasons.ImagePullBackOff, $"Back-off pulling image \"{image}\": {WaitingReasons.ImagePull}: {error}"));
    }
}
