namespace Operator.Observe;

/// <summary>
/// An object of somebody else's that has the name of a child of the app. It is never touched. <see cref="IsPredecessors"/>: its owner was a
/// CounterApp of the same name that has been deleted since.
/// </summary>
internal sealed record NameClash(string Kind, string Name, string Owner, bool IsPredecessors);
