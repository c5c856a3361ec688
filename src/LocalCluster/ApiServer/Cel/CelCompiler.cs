using LocalCluster.ApiServer.Cel.Checking;
using LocalCluster.ApiServer.Cel.Costs;
using LocalCluster.ApiServer.Cel.Evaluation;
using LocalCluster.ApiServer.Cel.Functions;
using LocalCluster.ApiServer.Cel.Syntax;

namespace LocalCluster.ApiServer.Cel;

/// <summary>From the text of an expression to something that can be evaluated, or to what is wrong with it.</summary>
internal static class CelCompiler
{
    public const string Self = "self";
    public const string OldSelf = "oldSelf";

    /// <summary>Compiles against the type of <c>self</c>; <c>oldSelf</c> has the same one, or an optional of it.</summary>
    public static CelCompilation Compile(string source, CelType self, bool optionalOldSelf, CelType wanted)
    {
        var issues = new CelIssues(source);
        if (Parser.Parse(source, issues) is not { } expression)
            return Refused(issues.ToString());
        var variables = new Dictionary<string, CelType> { [Self] = self, [OldSelf] = optionalOldSelf ? CelType.Optional(self) : self };
        var (type, meaning) = Checker.Check(expression, new Scope(null, variables), issues);
        if (issues.IsEmpty)
            CheckLiterals(expression, issues);
        if (!issues.IsEmpty)
            return Refused(issues.ToString());
        if (!type.IsExactly(wanted))
            return new CelCompilation(null, false, null, WrongType: true);
        var usesOldSelf = ExprWalk.All(expression).Any(e => e is Expr.Ident { Name: OldSelf });
        return new CelCompilation(
            Planner.Plan(expression, meaning, Self, OldSelf), usesOldSelf, null, WrongType: false, size => CostEstimator.Of(expression, meaning, size));
    }

    private static CelCompilation Refused(string complaint) => new(null, false, complaint, WrongType: false);

    /// <summary>A duration, a timestamp or a pattern that is written down and could never be read.</summary>
    private static void CheckLiterals(Expr expression, CelIssues issues)
    {
        foreach (var call in ExprWalk.All(expression).OfType<Expr.Call>())
        {
            if (call.Function is "duration" or "timestamp" or "matches" && call.Args.Count > 0
                && call.Args[^1] is Expr.Literal { Value: string text } literal && ConversionLibrary.IsBadLiteral(call.Function, text))
                issues.Add(literal.Offset, $"invalid {call.Function} argument");
        }
    }
}
