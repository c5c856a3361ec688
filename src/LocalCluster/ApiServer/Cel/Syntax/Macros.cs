namespace LocalCluster.ApiServer.Cel.Syntax;

/// <summary>
/// Macros become loops and conditions before anything is checked: <c>has</c>, <c>all</c>, <c>exists</c>, <c>exists_one</c>, <c>map</c>,
/// <c>filter</c>, their forms with index and value, <c>sortBy</c>, <c>optMap</c>. All that is made up stands at the place of the macro.
/// </summary>
internal static class Macros
{
    private const string Result = "@result";
    private const string Unused = "#unused";

    public static Expr ExpandGlobal(int offset, string name, IReadOnlyList<Expr> args, CelIssues issues)
    {
        if (name != "has" || args.Count != 1)
            return new Expr.Call(offset, name, null, args);
        if (args[0] is Expr.Select { IsTest: false } select)
            return new Expr.Select(offset, select.Operand, select.Field, IsTest: true);
        return Complain(issues, args[0], "invalid argument to has() macro");
    }

    public static Expr ExpandMember(int offset, string name, Expr target, IReadOnlyList<Expr> args, CelIssues issues)
    {
        var shape = new LoopShape(offset, target, args, issues);
        return (name, args.Count) switch
        {
            ("all", 2 or 3) => All(shape),
            ("exists", 2 or 3) => Exists(shape),
            ("exists_one" or "existsOne", 2 or 3) => ExistsOne(shape),
            ("map", 2 or 3) => MapOrFilter(shape with { Plain = true }, args[^1], args.Count == 3 ? args[1] : null),
            ("filter", 2) => MapOrFilter(shape with { Plain = true }, args[0], args[1]),
            ("transformList", 3 or 4) => MapOrFilter(shape, args[^1], args.Count == 4 ? args[2] : null),
            ("transformMap", 3 or 4) => TransformMap(shape, [Ident(offset, NameOf(args[0])), args[^1]], args.Count == 4 ? args[2] : null),
            ("transformMapEntry", 3 or 4) => TransformMap(shape, [args[^1]], args.Count == 4 ? args[2] : null),
            ("sortBy", 2) => SortBy(shape),
            ("optMap" or "optFlatMap", 2) => OptionalMap(shape, name == "optMap"),
            _ => new Expr.Call(offset, name, target, args),
        };
    }

    private static Expr All(LoopShape shape) => shape.Quantifier(
        new Expr.Literal(shape.Offset, true),
        Call(shape.Offset, Operators.NotStrictlyFalse, Ident(shape.Offset, Result)),
        Call(shape.Offset, Operators.And, Ident(shape.Offset, Result), shape.Args[^1]),
        Ident(shape.Offset, Result));

    private static Expr Exists(LoopShape shape) => shape.Quantifier(
        new Expr.Literal(shape.Offset, false),
        Call(shape.Offset, Operators.NotStrictlyFalse, Call(shape.Offset, Operators.Not, Ident(shape.Offset, Result))),
        Call(shape.Offset, Operators.Or, Ident(shape.Offset, Result), shape.Args[^1]),
        Ident(shape.Offset, Result));

    private static Expr ExistsOne(LoopShape shape)
    {
        var one = new Expr.Literal(shape.Offset, 1L);
        var accumulated = Ident(shape.Offset, Result);
        return shape.Quantifier(
            new Expr.Literal(shape.Offset, 0L),
            new Expr.Literal(shape.Offset, true),
            Call(shape.Offset, Operators.Conditional, shape.Args[^1], Call(shape.Offset, Operators.Add, accumulated, one), accumulated),
            Call(shape.Offset, Operators.Equal, accumulated, one));
    }

    private static Expr MapOrFilter(LoopShape shape, Expr item, Expr? condition)
    {
        var added = Call(shape.Offset, Operators.Add, Ident(shape.Offset, Result), new Expr.ListOf(shape.Offset, [(item, false)]));
        return Transform(shape, new Expr.ListOf(shape.Offset, []), added, condition);
    }

    private static Expr TransformMap(LoopShape shape, Expr[] entry, Expr? condition) => Transform(
        shape,
        new Expr.MapOf(shape.Offset, []),
        Call(shape.Offset, Operators.MapInsert, [Ident(shape.Offset, Result), .. entry]),
        condition);

    private static Expr Transform(LoopShape shape, Expr initial, Expr step, Expr? condition)
    {
        var accumulated = Ident(shape.Offset, Result);
        if (condition is not null)
            step = Call(shape.Offset, Operators.Conditional, condition, step, accumulated);
        return shape.Loop(initial, new Expr.Literal(shape.Offset, true), step, accumulated, "argument is not an identifier");
    }

    /// <summary>The keys are computed first, in a list beside the items.</summary>
    private static Expr SortBy(LoopShape shape)
    {
        var keys = MapOrFilter(shape with { Plain = true }, shape.Args[1], null);
        return keys is Expr.Broken ? keys : new Expr.Call(shape.Offset, "@sortByAssociatedKeys", shape.Target, [keys]);
    }

    private static Expr OptionalMap(LoopShape shape, bool wrap)
    {
        if (shape.Args[0] is not Expr.Ident variable)
            return Complain(shape.Issues, shape.Args[0], $"{(wrap ? "optMap" : "optFlatMap")}() variable name must be a simple identifier");
        Expr mapped = new Expr.Loop(
            shape.Offset, new Expr.ListOf(shape.Offset, []), Unused, null, variable.Name,
            new Expr.Call(shape.Offset, "value", shape.Target, []),
            new Expr.Literal(shape.Offset, false), Ident(shape.Offset, variable.Name), shape.Args[1]);
        if (wrap)
            mapped = Call(shape.Offset, "optional.of", mapped);
        return Call(shape.Offset, Operators.Conditional, new Expr.Call(shape.Offset, "hasValue", shape.Target, []), mapped, Call(shape.Offset, "optional.none"));
    }

    private static Expr.Broken Complain(CelIssues issues, Expr at, string message)
    {
        issues.Add(at.Offset, message);
        return new Expr.Broken(at.Offset);
    }

    private static string NameOf(Expr expression) => expression is Expr.Ident ident ? ident.Name : "";

    private static Expr.Ident Ident(int offset, string name) => new(offset, name);

    private static Expr.Call Call(int offset, string function, params Expr[] args) => new(offset, function, null, args);

    /// <summary>Where a macro stands and what it was given. Plain forms have one variable however many arguments there are.</summary>
    private sealed record LoopShape(int Offset, Expr Target, IReadOnlyList<Expr> Args, CelIssues Issues, bool Plain = false)
    {
        public Expr Quantifier(Expr initial, Expr condition, Expr step, Expr result) =>
            Loop(initial, condition, step, result, "argument must be a simple name");

        public Expr Loop(Expr initial, Expr condition, Expr step, Expr result, string complaint)
        {
            var second = Plain || Args.Count < 3 ? null : Args[1];
            foreach (var variable in (Expr?[])[Args[0], second])
            {
                if (variable is not (null or Expr.Ident))
                    return Complain(Issues, variable, complaint);
                if (NameOf(variable ?? Args[0]) is Result or "__result__")
                    return Complain(Issues, Args[0], "iteration variable overwrites accumulator variable");
            }

            if (second is not null && NameOf(second) == NameOf(Args[0]))
                return Complain(Issues, second, $"duplicate variable name: {NameOf(second)}");
            return new Expr.Loop(Offset, Target, NameOf(Args[0]), second is null ? null : NameOf(second), Result, initial, condition, step, result);
        }
    }
}
