using LocalCluster.ApiServer.Cel.Checking;
using LocalCluster.ApiServer.Cel.Syntax;

namespace LocalCluster.ApiServer.Cel.Costs;

/// <summary>The costs of Kubernetes' own functions (k8s.io/apiserver/pkg/cel/library/cost.go), and of cel-go's sets.</summary>
internal sealed class LibraryCosts(DataSize root)
{
    private const double Traversal = 0.1;
    private const double Pattern = 0.25;
    private const int LongestNamePattern = 128;
    private const int LongestFormat = 64;
    private static readonly Estimate One = Estimate.Exactly(1);
    private static readonly Estimate AddressBytes = new(4, 16);

    /// <summary>Null for a function that costs what cel-go says.</summary>
    public CallCost? Of(string function, Overload? overload, CostNode? target, IReadOnlyList<CostNode> args) => (function, target) switch
    {
        ("isSorted" or "sum" or "max" or "min" or "indexOf" or "lastIndexOf" or "includes", { } list) => new(Search(function, list)),
        ("url" or "jsonpatch.escapeKey", _) when args.Count == 1 => new(args[0].Size.Times(Traversal), args[0].Size),
        ("lowerAscii" or "upperAscii" or "substring" or "trim", { } text) => new(text.Size.Times(Traversal), text.Size),
        ("replace", { } text) when args.Count >= 2 => new(text.Size.Times(2 * Traversal), Replaced(text.Size, args[0].Size, args[1].Size)),
        ("split", { } text) => new(text.Size.Times(2 * Traversal), new Estimate(0, Parts(text, args))),
        ("join", { } list) => Join(list, args),
        ("find" or "findAll", { } text) when args.Count >= 1 =>
            new((text.Size + One).Times(Traversal) * args[0].Size.Times(Pattern), new Estimate(0, text.Size.Max)),
        ("ip", _) when overload?.Parameters[0].Kind == CelKind.Opaque => new(One),
        ("cidr" or "isIP" or "isCIDR" or "ip" or "quantity" or "isQuantity" or "semver" or "isSemver", _) when args.Count >= 1 => new(args[0].Size.Times(Traversal)),
        ("ip.isCanonical", _) when args.Count >= 1 => new(args[0].Size.Times(2 * Traversal)),
        ("containsIP", _) when args.Count >= 1 => new(Compared(overload, args[0])),
        ("containsCIDR", _) when args.Count >= 1 => new(Compared(overload, args[0]) + AddressBytes.Times(Traversal) + One),
        ("validate", _) when args.Count >= 1 => new(args[0].Size.Times(Traversal).Times(LongestNamePattern * Pattern)),
        ("sets.contains" or "sets.intersects", _) when args.Count == 2 => new((args[0].Size * args[1].Size) + One),
        ("sets.equivalent", _) when args.Count == 2 => new((args[0].Size * args[1].Size).Times(2) + One),
        (Operators.Equal, _) when args.Count == 2 && args[0].Type.IsExactly(args[1].Type) => Same(args[0].Type, args[1]),
        _ => null,
    };

    private static CallCost? Same(CelType type, CostNode right) => type switch
    {
        _ when type == CelType.Address || type == CelType.Network || type == CelType.Quantity || type == CelType.Semver => new(One),
        _ when type == CelType.Format => new(new Estimate(1, LongestFormat).Times(Traversal)),
        _ when type == CelType.Url => new(new Estimate(1, right.Known?.Max ?? 1).Times(Traversal)),
        _ => null,
    };

    private Estimate Search(string function, CostNode list)
    {
        if (list.Type.Parameters.Count > 0)
        {
            var item = list.Type.Parameters[0];
            return list.Size * (item.Kind is CelKind.String or CelKind.Bytes ? One + ItemSize(list).Times(Traversal) : One);
        }

        return function == "includes" ? list.Size : list.Size.Times(Traversal);
    }

    private Estimate ItemSize(CostNode list) =>
        list.Path.Count > 0 && root.Find([.. list.Path, "@items"]) is { } item ? new Estimate(0, (ulong)item.MaxElements) : Estimate.Unknown;

    private CallCost Join(CostNode list, IReadOnlyList<CostNode> args)
    {
        var size = list.Type.Parameters.Count > 0 ? list.Size * ItemSize(list) : default;
        if (args.Count > 0)
            size += args[0].Size * new Estimate(list.Size.Min > 0 ? list.Size.Min - 1 : 0, list.Size.Max > 0 ? list.Size.Max - 1 : 0);
        return new CallCost(size.Times(Traversal), size);
    }

    private static ulong Parts(CostNode text, IReadOnlyList<CostNode> args) =>
        args.Count > 1 && args[1].Expression is Expr.Literal { Value: long most } ? (ulong)most : text.Size.Max;

    /// <summary>The longest and the shortest text that can come of it.</summary>
    private static Estimate Replaced(Estimate text, Estimate from, Estimate to)
    {
        var (mostTimes, kept) = from.Min == 0
            ? (Estimate.Add(text.Max, 1), text.Max)
            : to.Max <= from.Min ? (0UL, text.Max) : ((ulong)Math.Ceiling((double)text.Max / from.Min), 0UL);
        var (fewestTimes, least) = from.Max == 0
            ? (Estimate.Add(text.Min, 1), text.Min)
            : from.Max <= to.Min ? (0UL, text.Min) : ((ulong)Math.Ceiling((double)text.Min / from.Max), 0UL);
        return (new Estimate(fewestTimes, mostTimes) * to) + new Estimate(least, kept);
    }

    private static Estimate Compared(Overload? overload, CostNode other)
    {
        var cost = (AddressBytes + AddressBytes).Times(Traversal);
        return overload?.Parameters[^1].Kind == CelKind.String ? cost + other.Size.Times(Traversal) : cost;
    }
}
