using Operator.Rollout.Colours;

namespace Operator.Rollout;

/// <summary>What is to be done with an app now. A closed family: every stage that reads it has to answer each case.</summary>
internal abstract record Decision
{
    private Decision()
    {
    }

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

    /// <summary>Nothing is touched, because gates refuse it. The first refusal is the one that a person is told.</summary>
    internal sealed record Hold(IReadOnlyList<Refusal> Refusals) : Decision
    {
        public Refusal First => Refusals[0];
    }

    /// <summary>All is as asked for; the children are kept that way.</summary>
    internal sealed record Settled(SetPlan Set) : Decision;

    /// <summary>On the way: the set is brought to the plan, and these pods make room for others. <see cref="Gate"/> is what it waits for, if it has a name.</summary>
    internal sealed record Advance(SetPlan Set, IReadOnlyList<PodRemoval> Removals, string Waits, string? Gate = null) : Decision;

    /// <summary>The set is replaced by another one of the same name while its pods run on.</summary>
    internal sealed record Replace(SetPlan Set, ReplaceStep Step, string SetUid, string Why) : Decision;

    /// <summary>The app is being deleted in the middle of a replacement: pods without a set are removed, then the app is let go.</summary>
    internal sealed record Release(IReadOnlyList<PodRemoval> Removals, bool LetGo) : Decision;
}
