using LocalCluster.ApiServer.Cel.Checking;
using LocalCluster.ApiServer.Cel.Syntax;

namespace LocalCluster.ApiServer.Cel.Costs;

/// <summary>
/// What it costs to evaluate an expression, estimated from its parts and from how much data the schema lets through
/// (google/cel-go/checker/cost.go).
/// </summary>
internal sealed class CostEstimator(Resolutions meaning, DataSize root)
{
    private const ulong NewList = 10;
    private const ulong NewMap = 30;
    private static readonly Estimate One = Estimate.Exactly(1);
    private static readonly Estimate NoItem = new(ulong.MaxValue, 0);

    private readonly LibraryCosts _library = new(root);
    private readonly CostFacts _facts = new(meaning, root);

    public static Estimate Of(Expr expression, Resolutions meaning, DataSize root) => new CostEstimator(meaning, root).Cost(expression);

    private Estimate Cost(Expr expression) => expression switch
    {
        Expr.Ident ident => OfName(ident),
        Expr.Select select => OfSelect(select),
        Expr.Call call => OfCall(call),
        Expr.ListOf list => OfList(list),
        Expr.MapOf map => OfMap(map),
        Expr.Loop loop => IsBinding(loop) ? OfBinding(loop) : OfLoop(loop),
        _ => default,
    };

    private Estimate OfName(Expr.Ident ident)
    {
        _facts.SetPath(ident, _facts.Local(ident.Name) is { } local ? local.Path : [ident.Name]);
        return One;
    }

    /// <summary>The question whether a field is there is free.</summary>
    private Estimate OfSelect(Expr.Select select)
    {
        var cost = Cost(select.Operand);
        if (select.IsTest)
            return cost;
        _facts.SetPath(select, [.. _facts.PathOf(select.Operand), select.Field]);
        return meaning.ValueTypeOf(select.Operand).Kind is CelKind.Map or CelKind.Object or CelKind.Parameter ? cost + One : cost;
    }

    private Estimate OfList(Expr.ListOf list)
    {
        var (cost, item) = (Estimate.Exactly(NewList), list.Items.Count == 0 ? default : NoItem);
        foreach (var (part, _) in list.Items)
        {
            cost += Cost(part);
            item = item.Or(_facts.SizeOrUnknown(part));
        }

        _facts.SetEntry(list, new EntrySize(true, One, item));
        return cost;
    }

    private Estimate OfMap(Expr.MapOf map)
    {
        var cost = Estimate.Exactly(NewMap);
        var (keys, values) = map.Entries.Count == 0 ? (default, default) : (NoItem, NoItem);
        foreach (var (key, value, _) in map.Entries)
        {
            cost += Cost(key) + Cost(value);
            (keys, values) = (keys.Or(_facts.SizeOrUnknown(key)), values.Or(_facts.SizeOrUnknown(value)));
        }

        _facts.SetEntry(map, new EntrySize(false, keys, values));
        return cost;
    }

    private Estimate OfLoop(Expr.Loop loop)
    {
        var cost = Cost(loop.Range) + Cost(loop.Initial);
        _facts.Push(loop.Accumulator, loop.Initial);
        _facts.PushVariables(loop);
        var round = Cost(loop.Condition) + Cost(loop.Step);
        _facts.PopVariables(loop);
        cost += Cost(loop.Result);
        _facts.Pop(loop.Accumulator);
        var times = _facts.SizeOrUnknown(loop.Range);
        if (loop.Initial is Expr.Literal)
            _facts.SetSize(loop, _facts.SizeOf(loop.Initial));
        else if (loop.Initial is Expr.ListOf or Expr.MapOf)
        {
            _facts.SetSize(loop, times);
            _facts.SetEntry(loop, _facts.EntryOf(loop.Step));
        }

        return cost + (times * round);
    }

    /// <summary>A loop that never runs gives a value a name.</summary>
    private static bool IsBinding(Expr.Loop loop) => loop is { Range: Expr.ListOf { Items.Count: 0 }, Condition: Expr.Literal { Value: false } };

    private Estimate OfBinding(Expr.Loop loop)
    {
        var cost = Cost(loop.Range) + Cost(loop.Initial);
        _facts.Push(loop.Accumulator, loop.Initial);
        cost += Cost(loop.Result);
        _facts.Pop(loop.Accumulator);
        _facts.Copy(loop, loop.Result);
        return cost;
    }

    private Estimate OfCall(Expr.Call call)
    {
        List<Estimate> costs = [.. call.Args.Select(Cost)];
        if (call.Function is "dyn" && call.Target is null)
        {
            _facts.Copy(call, call.Args[0]);
            return One + costs[0];
        }

        return call.Function switch
        {
            Operators.And or Operators.Or => new Estimate(costs[0].Min, Sum(costs).Max),
            Operators.Conditional => OfConditional(call, costs),
            Operators.OptionalSelect => One + Sum(costs),
            _ => OfFunction(call, costs),
        };
    }

    private Estimate OfConditional(Expr.Call call, List<Estimate> costs)
    {
        _facts.SetSize(call, _facts.SizeOrUnknown(call.Args[1]).Or(_facts.SizeOrUnknown(call.Args[2])));
        _facts.SetEntry(call, EntrySize.Either(_facts.EntryOf(call.Args[1]), _facts.EntryOf(call.Args[2])));
        return costs[0] + costs[1].Or(costs[2]);
    }

    private Estimate OfFunction(Expr.Call call, List<Estimate> costs)
    {
        var resolved = meaning.CallOf(call);
        var function = call.Target is null || resolved.IsMember ? call.Function : $"{Qualified(call.Target)}.{call.Function}";
        var before = resolved.IsMember && call.Target is not null ? Cost(call.Target) : default;
        var target = resolved.IsMember && call.Target is not null ? _facts.NodeOf(call.Target) : null;
        List<CostNode> args = [.. call.Args.Select(_facts.NodeOf)];
        var (cost, result) = (NoItem, (Estimate?)null);
        foreach (var overload in resolved.Overloads)
        {
            var one = _library.Of(function, overload, target, args) ?? CoreCosts.Of(function, overload, target, args);
            cost = cost.Or(one.Cost + Sum(costs));
            result = one.Result is { } size ? result?.Or(size) ?? size : result;
            if (function == Operators.Index)
                result = Index(call, overload);
            result ??= _facts.SizeOf(call);
        }

        if (function == Operators.Add)
            _facts.SetEntry(call, EntrySize.Either(_facts.EntryOf(call.Args[0]), _facts.EntryOf(call.Args[1])));
        _facts.SetSize(call, result);
        return before + cost;
    }

    private Estimate? Index(Expr.Call call, Overload overload)
    {
        _facts.SetPath(call, [.. _facts.PathOf(call.Args[0]), overload.Parameters[0].Kind == CelKind.List ? "@items" : "@values"]);
        return _facts.EntryOf(call.Args[0])?.Value;
    }

    private static Estimate Sum(List<Estimate> costs) => costs.Aggregate(default(Estimate), (sum, cost) => sum + cost);

    private static string Qualified(Expr expression) => expression switch
    {
        Expr.Ident ident => ident.Name,
        Expr.Select select => $"{Qualified(select.Operand)}.{select.Field}",
        _ => "",
    };
}
