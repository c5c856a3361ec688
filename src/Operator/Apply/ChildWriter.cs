using Operator.Desired;
using Operator.Observe;
using Operator.Rollout;

namespace Operator.Apply;

/// <summary>Everything that one pass does to the children, in order: apply, replace, make room, prune; and then to the annotations that it has acted on before.</summary>
internal sealed class ChildWriter(Applier applier, SetReplacer replacer, PodRemover remover, Pruner pruner, ActionRemover actions)
{
    public async Task<ApplyReport> WriteAsync(Observed observed, Decision decision, DesiredState? desired, CancellationToken cancellationToken)
    {
        var applied = await applier.ApplyAsync(observed, desired, cancellationToken);
        var replaced = await replacer.StepAsync(observed, decision, cancellationToken);
        var removed = await remover.RemoveAsync(observed, decision, cancellationToken);
        var pruned = await pruner.PruneAsync(observed, desired, cancellationToken);
        await actions.RemoveAsync(observed, cancellationToken);
        return applied.And(replaced).And(removed).And(pruned);
    }
}
