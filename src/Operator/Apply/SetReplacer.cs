using Kubernetes.Client;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Meta;
using Operator.Api;
using Operator.Observe;
using Operator.Rollout;

namespace Operator.Apply;

/// <summary>
/// Carries out the steps of a set's replacement that are no apply of the set itself: the announcement on the app, and the orphan-delete.
/// </summary>
internal sealed class SetReplacer(KubeClient client, ILogger<SetReplacer> logger)
{
    private static readonly ApplyOptions Options = new() { FieldManager = ApiGroup.FieldManager, Force = true };

    public async Task<ApplyReport> StepAsync(Observed observed, Decision decision, CancellationToken cancellationToken)
    {
        var outcome = decision switch
        {
            Decision.Replace { Step: ReplaceStep.Announce } announce => await AnnounceAsync(observed, announce, cancellationToken),
            Decision.Replace { Step: ReplaceStep.Orphan } orphan => await OrphanAsync(observed, orphan, cancellationToken),
            Decision.Replace { Step: ReplaceStep.Conclude } conclude => await ConcludeAsync(observed, conclude, cancellationToken),
            Decision.Release { LetGo: true } => await SayAsync(observed, null, cancellationToken),
            _ => null,
        };
        return outcome is null ? ApplyReport.Nothing : new ApplyReport([outcome]);
    }

    private async Task<ChildOutcome?> AnnounceAsync(Observed observed, Decision.Replace announce, CancellationToken cancellationToken)
    {
        ApplyLog.Replacing(logger, observed.Namespace, observed.Name, announce.Why);
        return await SayAsync(observed, announce.SetUid, cancellationToken);
    }

    private async Task<ChildOutcome?> ConcludeAsync(Observed observed, Decision.Replace conclude, CancellationToken cancellationToken)
    {
        ApplyLog.Concluded(logger, observed.Namespace, observed.Name, conclude.Why);
        return await SayAsync(observed, null, cancellationToken);
    }

    /// <summary>The announcement and the hold on the app's deletion come and go in one request.</summary>
    private async Task<ChildOutcome?> SayAsync(Observed observed, string? setUid, CancellationToken cancellationToken)
    {
        var report = new CounterAppReport
        {
            Metadata = new ObjectMeta
            {
                Name = observed.Name,
                Namespace = observed.Namespace,
                Uid = observed.App.Metadata.Uid,
                Annotations = setUid is null ? null : new Dictionary<string, string> { [Annotations.Replacing] = setUid },
                Finalizers = setUid is null ? null : [Annotations.ReplacingFinalizer],
            },
        };
        try
        {
            await client.ApplyPartAsync<CounterApp, CounterAppReport>(report, Options, cancellationToken);
            return null;
        }
        catch (ApiException e) when (e.IsNotFound || (e.IsConflict && observed.IsBeingDeleted))
        {
            // The app is gone: there is nothing left to say it about.
            return null;
        }
        catch (ApiException e) when (ServerRefusal.IsLasting(e))
        {
            return ServerRefusal.Outcome(logger, observed, CounterApp.Type.Kind, observed.Name, e);
        }
    }

    private async Task<ChildOutcome?> OrphanAsync(Observed observed, Decision.Replace orphan, CancellationToken cancellationToken)
    {
        var (kind, name) = (StatefulSet.Type.Kind, Names.StatefulSet(observed.Name, observed.Serving));
        var options = new DeleteOptions { Preconditions = new Preconditions { Uid = orphan.SetUid }, PropagationPolicy = PropagationPolicy.Orphan };
        try
        {
            await client.DeleteAsync<StatefulSet>(new ObjectKey(observed.Namespace, name), options, cancellationToken);
            ApplyLog.Orphaned(logger, observed.Namespace, observed.Name, name);
            return new ChildOutcome.Removed(kind, name, $"{orphan.Why}; the pods run on");
        }
        catch (ApiException e) when (e.IsNotFound || e.IsConflict)
        {
            // Gone already, or replaced already: the next look sees which.
            return null;
        }
        catch (ApiException e) when (ServerRefusal.IsLasting(e))
        {
            return ServerRefusal.Outcome(logger, observed, kind, name, e);
        }
    }
}
