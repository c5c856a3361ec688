using Kubernetes.Models.Meta;

namespace Kubernetes.Runtime.Controllers;

/// <summary>Makes the world as the named object wishes it. Knows no event: only the name, whatever happened.</summary>
public interface IReconciler
{
    /// <summary>
    /// Looks at everything and does the next thing that is missing. An exception is retried with a growing back-off, never dropped; a
    /// <see cref="TerminalException"/> waits for the next change instead.
    /// </summary>
    Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken);
}
