using LocalCluster.ApiServer.Cel.Checking;
using LocalCluster.ApiServer.Cel.Syntax;

namespace LocalCluster.ApiServer.Cel.Costs;

/// <summary>An argument of a call as far as its cost is concerned; without a path it is not data of the object.</summary>
internal sealed record CostNode(Expr Expression, CelType Type, IReadOnlyList<string> Path, Estimate? Known)
{
    public Estimate Size => Known ?? Estimate.Unknown;
}
