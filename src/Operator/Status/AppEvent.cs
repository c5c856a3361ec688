namespace Operator.Status;

/// <summary>Something that a person wants to find in <c>kubectl describe</c>: what happened, and whether it is a warning.</summary>
internal sealed record AppEvent(bool IsWarning, string Reason, string Action, string Note);
