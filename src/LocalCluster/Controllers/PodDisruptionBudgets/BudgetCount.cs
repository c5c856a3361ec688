namespace LocalCluster.Controllers.PodDisruptionBudgets;

/// <summary>The numbers of a budget's status.</summary>
internal sealed record BudgetCount(int Expected, int Desired, int Healthy, int Allowed);
