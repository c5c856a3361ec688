using Kubernetes.Models.Meta;

namespace Kubernetes.Runtime.Controllers;

/// <summary>A controller could not begin, because the objects that it looks at could not be listed in time.</summary>
public sealed class CacheSyncException : Exception
{
    public CacheSyncException(string controller, ResourceType kind, TimeSpan timeout, string? lastError)
        : base($"Controller {controller} has no complete list of {kind} after {timeout.TotalSeconds:0} s: {lastError ?? "the server has not answered yet"}. Check the API server and the permission to list and watch.")
    {
    }
}
