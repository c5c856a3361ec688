using Kubernetes.Client;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Operator.Observe;
using Operator.Rollout;
using Operator.Rollout.Colours;

namespace Operator.Apply;

/// <summary>
/// Takes away what is left of a colour that has no pods any more: its set, where it has to be made anew, and its claims, where none of them is
/// to be kept. The UIDs make sure that nothing else is hit.
/// </summary>
internal sealed class SetRemover(KubeClient client, ILogger<SetRemover> logger)
{
    public async Task<ApplyReport> RemoveAsync(Observed observed, Decision decision, CancellationToken cancellationToken)
    {
        if (decision.Clearance is not { } clearance) return ApplyReport.Nothing;
        var outcomes = new List<ChildOutcome?>();
        if (clearance.SetUid is { } uid && observed.Beside.Set?.Metadata is { Name: { } set })
            outcomes.Add(await DeleteAsync<StatefulSet>(observed, set, uid, clearance.Why, cancellationToken));
        foreach (var claim in observed.Claims.Where(claim => clearance.Claims.Contains(claim.Uid)))
            outcomes.Add(await DeleteAsync<PersistentVolumeClaim>(observed, claim.Name, claim.Uid, clearance.Why, cancellationToken));
        return new ApplyReport([.. outcomes.OfType<ChildOutcome>()]);
    }

    private async Task<ChildOutcome?> DeleteAsync<T>(Observed observed, string name, string uid, string why, CancellationToken cancellationToken)
        where T : class, Kubernetes.Models.IResource<T>
    {
        try
        {
            await client.DeleteAsync<T>(new ObjectKey(observed.Namespace, name), new DeleteOptions { Preconditions = new Preconditions { Uid = uid } }, cancellationToken);
            ApplyLog.Cleared(logger, observed.Namespace, observed.Name, T.Type.Kind, name, why);
            return new ChildOutcome.Removed(T.Type.Kind, name, why);
        }
        catch (ApiException e) when (e.IsNotFound || e.IsConflict)
        {
            return null;
        }
        catch (ApiException e) when (ServerRefusal.IsLasting(e))
        {
            return ServerRefusal.Outcome(logger, observed, T.Type.Kind, name, e);
        }
    }
}
