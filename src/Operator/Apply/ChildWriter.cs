using Operator.Desired;
using Operator.Observe;
using Operator.Rollout;

namespace Operator.Apply;

/// <summary>Everything that one pass does to the children, in order: apply, replace, make room, hand visits over, clear, prune; and then to the annotations that it has acted on before.</summary>
internal sealed class ChildWriter(
    HandOverToken token, Applier applier, SetReplacer replacer, PodRemover remover, VisitHandOver visits, SetRemover sets, Pruner pruner, ActionRemover actions)
{
    public async Task<ApplyReport> WriteAsync(Observed observed, Decision decision, DesiredState? desired, CancellationToken cancellationToken)
    {
        await token.EnsureAsync(observed, desired, cancellationToken);
        var applied = await applier.ApplyAsync(observed, desired, cancellationToken);
        var replaced = await replacer.StepAsync(observed, decision, cancellationToken);
        var removed = await remover.RemoveAsync(observed, decision, cancellationToken);
        var handedOver = await visits.CarryAsync(observed, decision, cancellationToken);
        var cleared = await sets.RemoveAsync(observed, decision, cancellationToken);
        var pruned = await pruner.PruneAsync(observed, desired, cancellationToken);
        await actions.RemoveAsync(observed, cancellationToken);
        return applied.And(replaced).And(removed).And(handedOver).And(cleared).And(pruned);
    }
}
