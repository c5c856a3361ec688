namespace LocalCluster.ApiServer.Cel.Syntax;

/// <summary>An expression with all its parts.</summary>
internal static class ExprWalk
{
    public static IEnumerable<Expr> All(Expr expression) => Parts(expression).SelectMany(All).Prepend(expression);

    private static IEnumerable<Expr> Parts(Expr expression) => expression switch
    {
        Expr.Select select => [select.Operand],
        Expr.Call call => call.Target is null ? call.Args : call.Args.Prepend(call.Target),
        Expr.ListOf list => list.Items.Select(i => i.Item),
        Expr.MapOf map => map.Entries.SelectMany(e => (Expr[])[e.Key, e.Value]),
        Expr.Loop loop => [loop.Range, loop.Initial, loop.Condition, loop.Step, loop.Result],
        _ => [],
    };
}
