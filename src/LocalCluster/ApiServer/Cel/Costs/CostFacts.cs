using LocalCluster.ApiServer.Cel.Checking;
using LocalCluster.ApiServer.Cel.Syntax;

namespace LocalCluster.ApiServer.Cel.Costs;

/// <summary>What is known of the parts of an expression while its cost is estimated: which data of the object they are, and how large.</summary>
internal sealed class CostFacts(Resolutions meaning, DataSize root)
{
    private readonly Dictionary<Expr, IReadOnlyList<string>> _paths = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Expr, Estimate> _sizes = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Expr, EntrySize> _entries = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, Stack<Variable>> _locals = new(StringComparer.Ordinal);

    public Variable? Local(string name) => _locals.TryGetValue(name, out var stack) && stack.TryPeek(out var local) ? local : null;

    public void SetPath(Expr expression, IReadOnlyList<string> path) => _paths[expression] = path;

    public IReadOnlyList<string> PathOf(Expr expression) =>
        expression is Expr.Ident ident && Local(ident.Name) is { } local ? local.Path : _paths.GetValueOrDefault(expression) ?? [];

    public void SetSize(Expr expression, Estimate? size)
    {
        if (size is { } known)
            _sizes[expression] = known;
    }

    public Estimate SizeOrUnknown(Expr expression) => SizeOf(expression) ?? Estimate.Unknown;

    public Estimate? SizeOf(Expr expression)
    {
        if (_sizes.TryGetValue(expression, out var known))
            return known;
        if (OfWritten(expression) is { } written)
            return written;
        if (PathOf(expression) is { Count: > 0 } path && root.Find(path) is { } data)
            return _sizes[expression] = new Estimate(0, (ulong)data.MaxElements);
        if (IsScalar(meaning.ValueTypeOf(expression)))
            return Estimate.Exactly(1);
        return expression is Expr.Ident ident ? Local(ident.Name)?.Size : null;
    }

    public void SetEntry(Expr expression, EntrySize? entry)
    {
        if (entry is not null)
            _entries[expression] = entry;
    }

    public EntrySize? EntryOf(Expr expression) =>
        _entries.GetValueOrDefault(expression) ?? (expression is Expr.Ident ident ? Local(ident.Name)?.Entry : null);

    public void Copy(Expr to, Expr from)
    {
        SetSize(to, SizeOf(from));
        SetEntry(to, EntryOf(from));
    }

    public CostNode NodeOf(Expr expression)
    {
        var path = PathOf(expression);
        return new CostNode(expression, meaning.ValueTypeOf(expression), path is ["@result" or "__result__", ..] ? [] : path, SizeOf(expression));
    }

    public void Push(string name, Expr value) => Push(name, new Variable(PathOf(value), SizeOf(value), EntryOf(value)));

    /// <summary>One variable is the item of a list or the key of a map; of two, the first is the index or the key.</summary>
    public void PushVariables(Expr.Loop loop)
    {
        var entry = EntryOf(loop.Range);
        var isList = entry?.IsList ?? meaning.ValueTypeOf(loop.Range).Kind == CelKind.List;
        var path = PathOf(loop.Range);
        var item = new Variable([.. path, isList ? "@items" : "@values"], entry?.Value, null);
        var key = new Variable([.. path, isList ? "@indices" : "@keys"], entry?.Key, null);
        Push(loop.Variable, loop.Second is null && isList ? item : key);
        if (loop.Second is not null)
            Push(loop.Second, item);
    }

    public void PopVariables(Expr.Loop loop)
    {
        Pop(loop.Variable);
        if (loop.Second is not null)
            Pop(loop.Second);
    }

    public void Pop(string name) => _locals[name].Pop();

    private void Push(string name, Variable variable)
    {
        if (!_locals.TryGetValue(name, out var stack))
            _locals[name] = stack = new Stack<Variable>();
        stack.Push(variable);
    }

    private static Estimate? OfWritten(Expr expression) => expression switch
    {
        Expr.Literal { Value: string text } => Estimate.Exactly((ulong)text.EnumerateRunes().Count()),
        Expr.Literal { Value: byte[] bytes } => Estimate.Exactly((ulong)bytes.Length),
        Expr.Literal => Estimate.Exactly(1),
        Expr.ListOf list => Estimate.Exactly((ulong)list.Items.Count),
        Expr.MapOf map => Estimate.Exactly((ulong)map.Entries.Count),
        _ => null,
    };

    private static bool IsScalar(CelType type) =>
        type.Kind is CelKind.Bool or CelKind.Double or CelKind.Duration or CelKind.Int or CelKind.Timestamp or CelKind.Uint
        || (type.IsOptional && IsScalar(type.Parameters[0]));

    /// <summary>A name that an expression gives to a value.</summary>
    internal sealed record Variable(IReadOnlyList<string> Path, Estimate? Size, EntrySize? Entry);
}
