using LocalCluster.ApiServer.Cel.Syntax;

namespace LocalCluster.ApiServer.Cel.Checking;

/// <summary>What the parts of an expression mean, by the part itself.</summary>
internal sealed class Resolutions
{
    private readonly Dictionary<Expr, string> _types = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Expr, ResolvedCall> _calls = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Expr, CelType> _values = new(ReferenceEqualityComparer.Instance);

    public void NameType(Expr expression, string type) => _types[expression] = type;

    public void NameCall(Expr expression, ResolvedCall call) => _calls[expression] = call;

    public void NoteValue(Expr expression, CelType type) => _values[expression] = type;

    /// <summary>Once all is known: what the open parts of types came to.</summary>
    public void Settle(Func<CelType, CelType> resolve)
    {
        foreach (var (expression, type) in _values.ToList())
            _values[expression] = resolve(type);
    }

    public CelType ValueTypeOf(Expr expression) => _values.GetValueOrDefault(expression, CelType.Dyn);

    /// <summary>The name of a type, when the expression is one.</summary>
    public string? TypeOf(Expr expression) => _types.GetValueOrDefault(expression);

    public ResolvedCall CallOf(Expr expression) => _calls[expression];
}
