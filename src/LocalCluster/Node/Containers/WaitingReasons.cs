namespace LocalCluster.Node.Containers;

/// <summary>Why a container waits, in the kubelet's words (pkg/kubelet/images/types.go, pkg/kubelet/container/sync_result.go).</summary>
internal static class WaitingReasons
{
    public const string ContainerCreating = "ContainerCreating";
    public const string PodInitializing = "PodInitializing";
    public const string CrashLoopBackOff = "CrashLoopBackOff";
    public const string ImagePull = "ErrImagePull";
    public const string ImagePullBackOff = "ImagePullBackOff";
    public const string ImageNeverPull = "ErrImageNeverPull";
    public const string InvalidImageName = "InvalidImageName";
    public const string ContainerConfig = "CreateContainerConfigError";
    public const string ContainerCreate = "CreateContainerError";
    public const string ContainerRun = "RunContainerError";
}
