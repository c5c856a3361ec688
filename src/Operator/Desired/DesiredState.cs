using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
using Operator.Api;
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

    /// <summary>The set of the colour that does not serve; null while it is left as it is.</summary>
    public StatefulSet? Beside { get; init; }

    /// <summary>Why no set can be made of the spec; null when one can.</summary>
    public string? Problem { get; init; }

    /// <summary>The children that the decision asks for, or null when nothing may be touched.</summary>
    public static DesiredState? From(Observed observed, Decision decision) => decision switch
    {
        Decision.Settled settled => Children(observed, decision, settled.Set, true),
        Decision.Advance advance => Children(observed, decision, advance.Set, true),
        Decision.Replace replace => Children(observed, decision, replace.Set, TouchesSet(replace.Step)),
        Decision.Hold or Decision.Release => null,
        _ => throw new InvalidOperationException($"Unknown decision {decision.GetType().Name}."),
    };

    private static DesiredState Children(Observed observed, Decision decision, SetPlan plan, bool withSet)
    {
        var serving = decision.Record?.BlueGreen?.Serving ?? observed.Serving;
        var children = new DesiredState
        {
            Services = [PodsService.For(observed.App), AppService.For(observed.App, serving), .. Preview(observed, decision, serving)],
            Claims = AppClaims.For(observed, serving),
        };
        try
        {
            return children with
            {
                Set = withSet ? AppStatefulSet.For(observed.App, plan) : null,
                Beside = decision.Beside is { } beside ? AppStatefulSet.For(observed.App, beside) : null,
            };
        }
        catch (OverlayException e)
        {
            return children with { Problem = e.Message };
        }
    }

    private static IEnumerable<Service> Preview(Observed observed, Decision decision, string serving) =>
        decision.IsPreviewed ? [PreviewService.For(observed.App, Colour.Other(serving))] : [];

    private static bool TouchesSet(ReplaceStep step) => step switch
    {
        ReplaceStep.KeepClaims or ReplaceStep.Recreate or ReplaceStep.AwaitAdoption or ReplaceStep.Conclude => true,
        ReplaceStep.Announce or ReplaceStep.AwaitController or ReplaceStep.Orphan => false,
        _ => throw new InvalidOperationException($"Unknown step {step}."),
    };
}
