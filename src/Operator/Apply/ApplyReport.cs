using Kubernetes.Models.Core;

namespace Operator.Apply;

/// <summary>What became of the children in one pass.</summary>
/// <param name="Outcomes">One for each child of which something was said or done.</param>
/// <param name="Service">The Service that users call, as the server answered it; null when nothing had to be said about it.</param>
internal sealed record ApplyReport(IReadOnlyList<ChildOutcome> Outcomes, Service? Service = null)
{
    public static ApplyReport Nothing { get; } = new([]);

    /// <summary>What became of handing visits over; null when nobody asked for it.</summary>
    public HandOverReport? HandOver { get; init; }

    /// <summary>Whether anything was sent and accepted: what was observed before is then no longer what is.</summary>
    public bool HasChanges => Outcomes.Any(outcome => outcome is ChildOutcome.Created or ChildOutcome.Updated or ChildOutcome.Removed);

    public IEnumerable<ChildOutcome.Refused> Refusals => Outcomes.OfType<ChildOutcome.Refused>();

    public ApplyReport And(ApplyReport other) => new([.. Outcomes, .. other.Outcomes], Service ?? other.Service) { HandOver = HandOver ?? other.HandOver };
}
