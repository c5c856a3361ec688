namespace Kubernetes.Client;

/// <summary>A write was not sent because this process may not write any more: see <see cref="KubeClient.FencedBy"/>.</summary>
public sealed class WriteFencedException : Exception
{
    public WriteFencedException(KubeRequest request)
        : base($"{request} was not sent: this process does not lead any more.")
    {
    }
}
