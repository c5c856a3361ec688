namespace Operator.Apply;

/// <summary>What became of the children in one pass.</summary>
internal sealed record ApplyReport(IReadOnlyList<ChildOutcome> Outcomes)
{
    public static ApplyReport Nothing { get; } = new([]);

    /// <summary>Whether anything was sent and accepted: what was observed before is then no longer what is.</summary>
    public bool HasChanges => Outcomes.Any(outcome => outcome is ChildOutcome.Created or ChildOutcome.Updated or ChildOutcome.Removed);

    public IEnumerable<ChildOutcome.Refused> Refusals => Outcomes.OfType<ChildOutcome.Refused>();

    public ApplyReport And(ApplyReport other) => new([.. Outcomes, .. other.Outcomes]);
}
