namespace LocalCluster.ApiServer.Admission;

/// <summary>Nothing special.</summary>
internal sealed class PlainRules : KindRules;
