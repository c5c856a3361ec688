using LocalCluster.ApiServer.Cel.Checking;
using LocalCluster.ApiServer.Cel.Syntax;

namespace LocalCluster.ApiServer.Cel.Costs;

/// <summary>The costs of cel-go's own functions; what is not here costs one (google/cel-go/checker/cost.go).</summary>
internal static class CoreCosts
{
    private const double Traversal = 0.1;
    private const double Pattern = 0.25;
    private static readonly CallCost One = new(Estimate.Exactly(1));

    public static CallCost Of(string function, Overload? overload, CostNode? target, IReadOnlyList<CostNode> args)
    {
        var first = overload?.Parameters.Count > 0 ? overload.Parameters[0].Kind : CelKind.Dyn;
        return (function, first) switch
        {
            ("format", _) when target is not null => new(target.Size.Times(Traversal)),
            ("bytes", CelKind.String) => new(args[0].Size.Times(Traversal), args[0].Size * new Estimate(1, 4)),
            ("string", CelKind.Bytes) => new(args[0].Size.Times(Traversal), new Estimate(args[0].Size.Min / 4, args[0].Size.Max)),
            ("strings.quote", _) => new(args[0].Size.Times(Traversal), (args[0].Size * new Estimate(1, 2)) + Estimate.Exactly(2)),
            ("startsWith" or "endsWith", CelKind.String) => new(args[0].Size.Times(Traversal)),
            (Operators.In, _) when overload?.Parameters[1].Kind == CelKind.List => new(args[1].Size),
            ("matches", _) when target is not null => new((target.Size + Estimate.Exactly(1)).Times(Traversal) * args[0].Size.Times(Pattern)),
            ("contains", CelKind.String) when target is not null => new(target.Size.Times(Traversal) * args[0].Size.Times(Traversal)),
            (Operators.Add, CelKind.List) => new(One.Cost, args[0].Size + args[1].Size),
            (Operators.Add, CelKind.String or CelKind.Bytes) => new((args[0].Size + args[1].Size).Times(Traversal), args[0].Size + args[1].Size),
            ("_<_" or "_<=_" or "_>_" or "_>=_", CelKind.String or CelKind.Bytes) or (Operators.Equal or Operators.NotEqual, _) => new(Compared(args[0].Size.Max, args[1].Size.Max)),
            _ => One,
        };
    }

    private static Estimate Compared(ulong left, ulong right)
    {
        var shorter = Math.Min(left, right);
        return new Estimate(shorter > 0 ? 1UL : 0, shorter).Times(Traversal);
    }
}
