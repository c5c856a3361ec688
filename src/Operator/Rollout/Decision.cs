using Operator.Rollout.Colours;
using Operator.Rollout.Gates;

namespace Operator.Rollout;

/// <summary>
/// What is to be done with an app now, and what it waits for. A closed family: every stage that reads it has to answer each case.
/// </summary>
/// <param name="Wait">The gate that holds it and why; null only where nothing is left to do.</param>
internal abstract record Decision(Wait? Wait)
{
    /// <summary>What is to be remembered of the rollout; null when nothing of it changes.</summary>
    public RollRecord? Record { get; init; }

    /// <summary>The set of the colour that does not serve, where something is asked of it; null where it is left as it is.</summary>
    public SetPlan? Beside { get; init; }

    /// <summary>Visits that go from one colour to the other now.</summary>
    public HandOver? HandOver { get; init; }

    /// <summary>What is deleted of the colour that does not serve.</summary>
    public Clearance? Clearance { get; init; }

    /// <summary>Whether the colour that does not serve can be looked at, by a Service of its own.</summary>
    public bool IsPreviewed { get; init; }

    /// <summary>When to look again although nothing seems to happen: a pause that ends, a pod that becomes available.</summary>
    public DateTimeOffset? LookAt { get; init; }

    /// <summary>
    /// The same, while something else goes on besides: that is what it waits for now. Pods that serve and are on the move are told first; what
    /// a person or the time ends stays what it waits for.
    /// </summary>
    public Decision Besides(Wait wait) => this switch
    {
        Settled settled => new Advance(settled.Set, [], wait) { Record = Record },
        Advance { Wait: { Kind: WaitKind.Moving } pods } => this with
        {
            Wait = wait with { Kind = wait.Kind == WaitKind.Waiting ? WaitKind.Moving : wait.Kind, Message = $"{pods.Message} {wait.Message}" },
        },
        _ => this,
    };

    /// <summary>Nothing is touched, because gates refuse it. The first refusal is the one that a person is told.</summary>
    internal sealed record Hold(IReadOnlyList<Wait> Refusals) : Decision(Refusals[0]);

    /// <summary>All is as asked for; the children are kept that way.</summary>
    internal sealed record Settled(SetPlan Set) : Decision(Wait: null);

    /// <summary>On the way: the set is brought to the plan, and these pods make room for others.</summary>
    internal sealed record Advance(SetPlan Set, IReadOnlyList<PodRemoval> Removals, Wait Wait) : Decision(Wait);

    /// <summary>The set is replaced by another one of the same name while its pods run on.</summary>
    internal sealed record Replace(SetPlan Set, ReplaceStep Step, string SetUid, string Why)
        : Decision(new Wait(WaitNames.SetIsReplaced, WaitKind.Moving, $"Replaces the StatefulSet while the pods run on: {Why}."));

    /// <summary>The app is being deleted in the middle of a replacement: pods without a set are removed, then the app is let go.</summary>
    internal sealed record Release(IReadOnlyList<PodRemoval> Removals, bool LetGo)
        : Decision(new Wait(nameof(NotBeingDeleted), WaitKind.Waiting, "The app is being deleted; its pods go first, because they have no set."));
}
