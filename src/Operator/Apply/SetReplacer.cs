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
        switch (decision)
        {
            case Decision.Replace { Step: ReplaceStep.Announce } announce:
                Log(observed, announce);
                await SayAsync(observed, announce.SetUid, cancellationToken);
                break;
            case Decision.Replace { Step: ReplaceStep.Orphan } orphan:
                Log(observed, orphan);
                await OrphanAsync(observed, orphan.SetUid, cancellationToken);
                return new ApplyReport([new ChildOutcome.Removed(StatefulSet.Type.Kind, Names.StatefulSet(observed.Name), orphan.Why)]);
            case Decision.Replace { Step: ReplaceStep.Conclude } conclude:
                Log(observed, conclude);
                await SayAsync(observed, null, cancellationToken);
                break;
            case Decision.Release { LetGo: true }:
                await SayAsync(observed, null, cancellationToken);
                break;
            default:
                break;
        }

        return ApplyReport.Nothing;
    }

    /// <summary>The announcement and the hold on the app's deletion come and go in one request.</summary>
    private async Task SayAsync(Observed observed, string? setUid, CancellationToken cancellationToken) =>
        await client.ApplyAsync(
            new CounterAppReport
            {
                Metadata = new ObjectMeta
                {
                    Name = observed.Name,
                    Namespace = observed.Namespace,
                    Uid = observed.App.Metadata.Uid,
                    Annotations = setUid is null ? null : new Dictionary<string, string> { [Annotations.Replacing] = setUid },
                    Finalizers = setUid is null ? null : [Annotations.ReplacingFinalizer],
                },
            },
            Options,
            cancellationToken);

    private async Task OrphanAsync(Observed observed, string uid, CancellationToken cancellationToken)
    {
        var options = new DeleteOptions { Preconditions = new Preconditions { Uid = uid }, PropagationPolicy = PropagationPolicy.Orphan };
        try
        {
            await client.DeleteAsync<StatefulSet>(new ObjectKey(observed.Namespace, Names.StatefulSet(observed.Name)), options, cancellationToken);
        }
        catch (ApiException e) when (e.IsNotFound || e.IsConflict)
        {
            // Gone already, or replaced already: the next look sees which.
        }
    }

    private void Log(Observed observed, Decision.Replace replace) =>
        ApplyLog.Replacing(logger, observed.Namespace, observed.Name, replace.Why, replace.Step.ToString());
}
