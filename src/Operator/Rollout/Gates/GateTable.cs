using Operator.Observe;

namespace Operator.Rollout.Gates;

/// <summary>The gates that every change passes, in the order in which a person should hear of them. All are asked; all refusals are reported.</summary>
internal static class GateTable
{
    public static IReadOnlyList<Gate> Gates { get; } =
    [
        NotBeingDeleted.Gate,
        NotPaused.Gate,
        SpecIsValid.Gate,
        StrategyIsSupported.Gate,
        ReplicasOutliveTheRollout.Gate,
        NamesAreFree.Gate,
        PredecessorIsGone.Gate,
        SetIsNotTerminating.Gate,
    ];

    public static IReadOnlyList<Wait> Ask(Observed observed) =>
        [.. Gates
            .Select(gate => (gate, message: gate.Refusal(observed)))
            .Where(answer => answer.message is not null)
            .Select(answer => new Wait(answer.gate.Name, answer.gate.Kind, answer.message!))];
}
