namespace Operator.Observe;

/// <summary>An object of somebody else's that has the name of a child of the app. It is never touched.</summary>
internal sealed record NameClash(string Kind, string Name, string Owner);
