namespace Kubernetes.Runtime.Leadership;

/// <summary>The lease could not be renewed in time, or somebody else holds it: this process must not write any more.</summary>
public sealed class LeadershipLostException : Exception
{
    public LeadershipLostException(string message)
        : base(message)
    {
    }
}
