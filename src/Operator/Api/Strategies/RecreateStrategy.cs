namespace Operator.Api.Strategies;

/// <summary>All old pods stop, all are gone, then all new pods start in parallel. There is nothing to set.</summary>
public sealed record RecreateStrategy;
