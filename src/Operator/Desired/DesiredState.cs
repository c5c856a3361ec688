using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
using Operator.Observe;
using Operator.Rollout;

namespace Operator.Desired;

/// <summary>The children as they should be, in the order in which they are applied: pods find their names and their volumes when they start.</summary>
internal sealed record DesiredState
{
    public required IReadOnlyList<Service> Services { get; init; }

    /// <summary>Claims of which something has to be said; a claim that is as it should be is not among them.</summary>
    public required IReadOnlyList<PersistentVolumeClaim> Claims { get; init; }

    /// <summary>Null while the set must not be touched.</summary>
    public StatefulSet? Set { get; init; }

    /// <summary>Why no set can be made of the spec; null when one can.</summary>
    public string? Problem { get; init; }

    /// <summary>The children that the decision asks for, or null when nothing may be touched.</summary>
    public static DesiredState? From(Observed observed, Decision decision) => decision switch
    {
        Decision.Settled settled => Children(observed, settled.Set, true),
        Decision.Advance advance => Children(observed, advance.Set, true),
        Decision.Replace replace => Children(observed, replace.Set, TouchesSet(replace.Step)),
        Decision.Hold or Decision.Release => null,
        _ => throw new InvalidOperationException($"Unknown decision {decision.GetType().Name}."),
    };

    private static DesiredState Children(Observed observed, SetPlan plan, bool withSet)
    {
        var children = new DesiredState
        {
            Services = [PodsService.For(observed.App), AppService.For(observed.App)],
            Claims = AppClaims.For(observed),
        };
        if (!withSet) return children;
        try
        {
            return children with { Set = AppStatefulSet.For(observed.App, plan) };
        }
        catch (OverlayException e)
        {
            return children with { Problem = e.Message };
        }
    }

    private static bool TouchesSet(ReplaceStep step) => step switch
    {
        ReplaceStep.KeepClaims or ReplaceStep.Recreate or ReplaceStep.AwaitAdoption or ReplaceStep.Conclude => true,
        ReplaceStep.Announce or ReplaceStep.AwaitController or ReplaceStep.Orphan => false,
        _ => throw new InvalidOperationException($"Unknown step {step}."),
    };
}
