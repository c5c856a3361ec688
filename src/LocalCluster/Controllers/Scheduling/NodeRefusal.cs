namespace LocalCluster.Controllers.Scheduling;

/// <summary>Why a node does not take a pod. <paramref name="PreemptionMayHelp"/>: it could if other pods were not there.</summary>
internal sealed record NodeRefusal(string Reason, bool PreemptionMayHelp = false);
