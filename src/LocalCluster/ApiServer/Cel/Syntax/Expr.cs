namespace LocalCluster.ApiServer.Cel.Syntax;

/// <summary>
/// An expression, macros expanded. The offset is the place that an error about it points to: the operator, the dot, the opening bracket.
/// </summary>
internal abstract record Expr(int Offset)
{
    /// <summary>The value is a long, ulong, double, bool, string, byte array, or null.</summary>
    public sealed record Literal(int Offset, object? Value) : Expr(Offset);

    public sealed record Ident(int Offset, string Name) : Expr(Offset);

    /// <summary>A field; as a test, whether it is there: <c>has(a.b)</c>.</summary>
    public sealed record Select(int Offset, Expr Operand, string Field, bool IsTest) : Expr(Offset);

    /// <summary>A function or an operator; with a target, a method.</summary>
    public sealed record Call(int Offset, string Function, Expr? Target, IReadOnlyList<Expr> Args) : Expr(Offset);

    public sealed record ListOf(int Offset, IReadOnlyList<(Expr Item, bool IsOptional)> Items) : Expr(Offset);

    public sealed record MapOf(int Offset, IReadOnlyList<(Expr Key, Expr Value, bool IsOptional)> Entries) : Expr(Offset);

    /// <summary>A message of a named type: there are none that a rule could construct, so that it is always refused.</summary>
    public sealed record Message(int Offset, string TypeName) : Expr(Offset);

    /// <summary>
    /// A loop over a list or the keys of a map: starting with the accumulator, while the condition holds, the step makes the next one. A
    /// second variable makes the first one the index.
    /// </summary>
    public sealed record Loop(
        int Offset, Expr Range, string Variable, string? Second, string Accumulator, Expr Initial, Expr Condition, Expr Step, Expr Result) : Expr(Offset);

    /// <summary>What remains of a part that could not be read.</summary>
    public sealed record Broken(int Offset) : Expr(Offset);
}
