namespace LocalCluster.ApiServer.Cel.Costs;

/// <summary>What a call costs beside its arguments, and how large its result is where that can be said.</summary>
internal sealed record CallCost(Estimate Cost, Estimate? Result = null);
