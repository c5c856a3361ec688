using LocalCluster.ApiServer.Cel.Checking;
using LocalCluster.ApiServer.Cel.Syntax;
using LocalCluster.ApiServer.Cel.Values;

namespace LocalCluster.ApiServer.Cel.Evaluation;

/// <summary>Turns a checked expression into nodes: names become slots, calls the forms that were found for them.</summary>
internal sealed class Planner
{
    private readonly Resolutions _meaning;
    private int _slots;

    private Planner(Resolutions meaning, int slots)
    {
        _meaning = meaning;
        _slots = slots;
    }

    /// <summary>The variables take the first slots in their order.</summary>
    public static CelProgram Plan(Expr expression, Resolutions meaning, params string[] variables)
    {
        var planner = new Planner(meaning, variables.Length);
        var scope = variables.Select((name, slot) => (name, slot)).ToDictionary(v => v.name, v => v.slot, StringComparer.Ordinal);
        var root = planner.Plan(expression, scope);
        return new CelProgram(root, planner._slots);
    }

    private Computation Plan(Expr expression, Dictionary<string, int> scope)
    {
        if (_meaning.TypeOf(expression) is { } type)
            return new Computation.Constant(new CelTypeValue(type));
        return expression switch
        {
            Expr.Literal literal => new Computation.Constant(ValueOf(literal.Value)),
            Expr.Ident ident => new Computation.Variable(scope[ident.Name.TrimStart('.')]),
            Expr.Select { IsTest: true } select => new Computation.Presence(Plan(select.Operand, scope), select.Field),
            Expr.Select select => new Computation.Field(Plan(select.Operand, scope), select.Field),
            Expr.Call call => PlanCall(call, scope),
            Expr.ListOf list => new Computation.ListOf([.. list.Items.Select(i => (Plan(i.Item, scope), i.IsOptional))]),
            Expr.MapOf map => new Computation.MapOf([.. map.Entries.Select(e => (Plan(e.Key, scope), Plan(e.Value, scope), e.IsOptional))]),
            Expr.Loop loop => PlanLoop(loop, scope),
            _ => throw new InvalidOperationException($"An expression with {expression} should have been refused before it is planned."),
        };
    }

    private Computation PlanCall(Expr.Call call, Dictionary<string, int> scope)
    {
        Computation Argument(int index) => Plan(call.Args[index], scope);
        switch (call.Function)
        {
            case Operators.And or Operators.Or:
                return new Computation.Logic(Argument(0), Argument(1), Deciding: call.Function == Operators.Or);
            case Operators.Conditional:
                return new Computation.Conditional(Argument(0), Argument(1), Argument(2));
            case Operators.NotStrictlyFalse:
                return new Computation.NotStrictlyFalse(Argument(0));
            case Operators.OptionalSelect:
                return new Computation.OptionalField(Argument(0), (string)((Expr.Literal)call.Args[1]).Value!);
            default:
                var resolved = _meaning.CallOf(call);
                var arguments = call.Args.Select(arg => Plan(arg, scope)).ToList();
                if (resolved.IsMember)
                    arguments.Insert(0, Plan(call.Target!, scope));
                return new Computation.Call(arguments, resolved.Overloads);
        }
    }

    private Computation.Loop PlanLoop(Expr.Loop loop, Dictionary<string, int> scope)
    {
        var range = Plan(loop.Range, scope);
        var initial = Plan(loop.Initial, scope);
        var outer = new Dictionary<string, int>(scope, StringComparer.Ordinal) { [loop.Accumulator] = _slots++ };
        var inner = new Dictionary<string, int>(outer, StringComparer.Ordinal) { [loop.Variable] = _slots++ };
        if (loop.Second is not null)
            inner[loop.Second] = _slots++;
        return new Computation.Loop(
            range, inner[loop.Variable], loop.Second is null ? -1 : inner[loop.Second], outer[loop.Accumulator], initial,
            Plan(loop.Condition, inner), Plan(loop.Step, inner), Plan(loop.Result, outer));
    }

    private static object ValueOf(object? literal) => literal switch
    {
        null => CelNull.Value,
        bool flag => CelBool.Of(flag),
        byte[] bytes => new CelBytes(bytes),
        _ => literal,
    };
}
