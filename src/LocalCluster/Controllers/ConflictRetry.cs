using Kubernetes.Client;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Controllers;

namespace LocalCluster.Controllers;

/// <summary>
/// Looks again a moment later when a write met a newer object than the one it was decided on: with several controllers on one object
/// that is everyday business and no failure.
/// </summary>
internal sealed class ConflictRetry(IReconciler inner) : IReconciler
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        try
        {
            return await inner.ReconcileAsync(key, cancellationToken);
        }
        catch (ApiException e) when (e.IsConflict)
        {
            return Outcome.RequeueAfter(Moment);
        }
    }
}
