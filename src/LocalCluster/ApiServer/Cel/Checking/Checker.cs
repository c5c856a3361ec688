using LocalCluster.ApiServer.Cel.Functions;
using LocalCluster.ApiServer.Cel.Syntax;

namespace LocalCluster.ApiServer.Cel.Checking;

/// <summary>
/// Finds the type of an expression and refuses what could not be evaluated: unknown names, unknown fields, functions applied to the wrong
/// types, lists of mixed types. The words are cel-go's.
/// </summary>
internal sealed class Checker(CelIssues issues)
{
    private readonly TypeBindings _bindings = new();
    private readonly Resolutions _resolutions = new();
    private readonly List<List<(int Offset, CelType Type)>> _literals = [];
    private int _fresh;
    private int _formats;

    /// <summary>The type, with what stayed open made dynamic, and what names and calls mean; the issues tell whether both can be trusted.</summary>
    public static (CelType Type, Resolutions Meaning) Check(Expr expression, Scope scope, CelIssues issues)
    {
        var checker = new Checker(issues);
        var type = checker.TypeOf(expression, scope);
        if (issues.IsEmpty)
            checker.CheckLiterals();
        checker._resolutions.Settle(open => checker._bindings.Resolve(open, unboundToDyn: true));
        return (checker._bindings.Resolve(type, unboundToDyn: true), checker._resolutions);
    }

    private CelType TypeOf(Expr expression, Scope scope)
    {
        var type = Find(expression, scope);
        _resolutions.NoteValue(expression, type);
        return type;
    }

    private CelType Find(Expr expression, Scope scope) => expression switch
    {
        Expr.Literal literal => OfLiteral(literal.Value),
        Expr.Ident ident => OfName(ident, scope),
        Expr.Select select => OfSelect(select, scope),
        Expr.Call { Function: Operators.OptionalSelect } call => OfOptionalSelect(call, scope),
        Expr.Call call => OfCall(call, scope),
        Expr.ListOf list => OfList(list, scope),
        Expr.MapOf map => OfMap(map, scope),
        Expr.Loop loop => OfLoop(loop, scope),
        Expr.Message message => Undeclared(message.Offset, message.TypeName),
        _ => CelType.Error,
    };

    private static CelType OfLiteral(object? value) => value switch
    {
        null => CelType.Null,
        bool => CelType.Bool,
        long => CelType.Int,
        ulong => CelType.Uint,
        double => CelType.Floating,
        string => CelType.Text,
        _ => CelType.Bytes,
    };

    private CelType OfName(Expr.Ident ident, Scope scope) => Lookup(ident, ident.Name.TrimStart('.'), scope) ?? Undeclared(ident.Offset, ident.Name);

    private CelType? Lookup(Expr expression, string name, Scope scope)
    {
        if (scope.Find(name) is { } variable)
            return variable;
        if (TypeNames.Find(name) is not { } type)
            return null;
        _resolutions.NameType(expression, name);
        return type;
    }

    private CelType OfSelect(Expr.Select select, Scope scope)
    {
        if (!select.IsTest && QualifiedName(select) is { } qualified && Lookup(select, qualified, scope) is { } named)
            return named;
        var type = _bindings.Resolve(OfField(select.Offset, select.Operand, select.Field, scope, optional: false));
        return select.IsTest ? CelType.Bool : type;
    }

    private CelType OfOptionalSelect(Expr.Call call, Scope scope)
    {
        var field = (string)((Expr.Literal)call.Args[1]).Value!;
        return _bindings.Resolve(OfField(call.Offset, call.Args[0], field, scope, optional: true));
    }

    private CelType OfField(int offset, Expr operand, string field, Scope scope, bool optional)
    {
        var operandType = _bindings.Resolve(TypeOf(operand, scope));
        var target = operandType.IsOptional ? operandType.Parameters[0] : operandType;
        var result = FieldOf(offset, target, field);
        return operandType.IsOptional || optional ? CelType.Optional(result) : result;
    }

    private CelType FieldOf(int offset, CelType target, string field)
    {
        switch (target.Kind)
        {
            case CelKind.Map:
                return target.Parameters[1];
            case CelKind.Object:
                if (target.Fields.TryGetValue(field, out var type))
                    return type;
                issues.Add(offset, $"undefined field '{field}'");
                return CelType.Error;
            case CelKind.Parameter:
                _bindings.Assign(CelType.Dyn, target);
                return CelType.Dyn;
            default:
                if (!target.IsDynOrError)
                    issues.Add(offset, $"type '{target}' does not support field selection");
                return CelType.Dyn;
        }
    }

    private CelType OfCall(Expr.Call call, Scope scope)
    {
        _formats += call.Function == "format" ? 1 : 0;
        List<CelType> types = [.. call.Args.Select(arg => TypeOf(arg, scope))];
        _formats -= call.Function == "format" ? 1 : 0;
        if (call.Target is null)
            return Apply(call, call.Function.TrimStart('.'), isMember: false, types);
        if (QualifiedName(call.Target) is { } prefix && FunctionTable.Find($"{prefix}.{call.Function}") is not null)
            return Apply(call, $"{prefix}.{call.Function}", isMember: false, types);
        types.Insert(0, TypeOf(call.Target, scope));
        return Apply(call, call.Function, isMember: true, types);
    }

    private CelType Apply(Expr.Call call, string function, bool isMember, List<CelType> types)
    {
        if (FunctionTable.Find(function) is not { } overloads)
            return Undeclared(call.Offset, function);
        if (function is Operators.And or Operators.Or)
            return OfLogic(call, types);
        CelType? result = null;
        List<Overload> candidates = [];
        foreach (var overload in overloads.Where(o => o.IsMember == isMember))
        {
            var fresh = Instantiate(overload);
            if (!_bindings.AssignAll(types, [.. overload.Parameters.Select(fresh)]))
                continue;
            candidates.Add(overload);
            var candidate = _bindings.Resolve(fresh(overload.Result));
            if (result is null)
                result = candidate;
            else if (result.Kind != CelKind.Dyn && !candidate.IsExactly(result))
                result = CelType.Dyn;
        }

        _resolutions.NameCall(call, new ResolvedCall(isMember, candidates));
        if (result is not null)
            return result;
        issues.Add(call.Offset, $"found no matching overload for '{function}' applied to '{Signature(isMember, types)}'");
        return CelType.Error;
    }

    private CelType OfLogic(Expr.Call call, List<CelType> types)
    {
        var result = CelType.Bool;
        for (var i = 0; i < types.Count; i++)
        {
            if (_bindings.Assign(types[i], CelType.Bool))
                continue;
            Mismatch(call.Args[i].Offset, CelType.Bool, types[i]);
            result = CelType.Error;
        }

        return result;
    }

    /// <summary>Replaces the type parameters of an overload by fresh ones, the same for the same.</summary>
    private Func<CelType, CelType> Instantiate(Overload overload)
    {
        if (overload.TypeParameters.Count == 0)
            return type => type;
        var fresh = overload.TypeParameters.ToDictionary(name => name, _ => Fresh(), StringComparer.Ordinal);
        return type => Substitute(type, fresh);
    }

    private static CelType Substitute(CelType type, Dictionary<string, CelType> fresh)
    {
        if (type.Kind == CelKind.Parameter)
            return fresh[type.Name];
        return type.Parameters.Count == 0 ? type : type.With(type.Parameters.Select(p => Substitute(p, fresh)));
    }

    private string Signature(bool isMember, List<CelType> types)
    {
        var resolved = types.Select(t => _bindings.Resolve(t, unboundToDyn: true).ToString()).ToList();
        return !isMember ? $"({string.Join(", ", resolved)})" : $"{resolved[0]}.({string.Join(", ", resolved.Skip(1))})";
    }

    private CelType OfList(Expr.ListOf list, Scope scope)
    {
        List<(int Offset, CelType Type)> items =
            [.. list.Items.Select(i => (i.Item.Offset, Unwrapped(i.Item.Offset, TypeOf(i.Item, scope), i.IsOptional)))];
        return CelType.List(Common(items));
    }

    private CelType OfMap(Expr.MapOf map, Scope scope)
    {
        List<(int Offset, CelType Type)> keys = [.. map.Entries.Select(e => (e.Key.Offset, TypeOf(e.Key, scope)))];
        List<(int Offset, CelType Type)> values =
            [.. map.Entries.Select(e => (e.Value.Offset, Unwrapped(e.Value.Offset, TypeOf(e.Value, scope), e.IsOptional)))];
        return CelType.Map(Common(keys), Common(values));
    }

    private CelType Common(List<(int Offset, CelType Type)> parts)
    {
        if (_formats == 0)
            _literals.Add(parts);
        CelType? common = null;
        foreach (var (_, type) in parts)
            common = common is null ? type : _bindings.Assign(common, type) ? TypeBindings.MoreGeneral(common, type) : CelType.Dyn;
        return common ?? Fresh();
    }

    /// <summary>Lists and maps that are written down hold values of one type, except where they are arguments of a format.</summary>
    private void CheckLiterals()
    {
        foreach (var parts in _literals)
        {
            var types = parts.ConvertAll(part => _bindings.Resolve(part.Type, unboundToDyn: true));
            var other = types.FindIndex(type => !type.IsExactly(types[0]));
            if (other > 0)
                Mismatch(parts[other].Offset, types[0], types[other]);
        }
    }

    private CelType Unwrapped(int offset, CelType type, bool optional)
    {
        if (!optional)
            return type;
        if (type.IsOptional)
            return type.Parameters[0];
        if (type.Kind != CelKind.Dyn)
            Mismatch(offset, CelType.Optional(type), type);
        return type;
    }

    private CelType OfLoop(Expr.Loop loop, Scope scope)
    {
        var range = TypeOf(loop.Range, scope);
        var accumulated = TypeOf(loop.Initial, scope);
        var (variable, second) = VariablesOf(loop, _bindings.Resolve(range));
        var outer = scope.Inner((loop.Accumulator, accumulated));
        var inner = outer.Inner(loop.Second is null ? [(loop.Variable, variable)] : [(loop.Variable, variable), (loop.Second, second)]);
        Demand(loop.Condition, CelType.Bool, inner);
        Demand(loop.Step, accumulated, inner);
        return _bindings.Resolve(TypeOf(loop.Result, outer));
    }

    private (CelType Variable, CelType Second) VariablesOf(Expr.Loop loop, CelType range)
    {
        var indexed = loop.Second is not null;
        switch (range.Kind)
        {
            case CelKind.List:
                return (indexed ? CelType.Int : range.Parameters[0], range.Parameters[0]);
            case CelKind.Map:
                return (range.Parameters[0], range.Parameters[1]);
            case CelKind.Dyn or CelKind.Error or CelKind.Parameter:
                _bindings.Assign(CelType.Dyn, range);
                return (CelType.Dyn, CelType.Dyn);
            default:
                issues.Add(loop.Range.Offset, $"expression of type '{range}' cannot be range of a comprehension (must be list, map, or dynamic)");
                return (CelType.Error, CelType.Error);
        }
    }

    private void Demand(Expr expression, CelType wanted, Scope scope)
    {
        var type = TypeOf(expression, scope);
        if (!_bindings.Assign(wanted, type))
            Mismatch(expression.Offset, wanted, type);
    }

    private void Mismatch(int offset, CelType expected, CelType actual) => issues.Add(offset, $"expected type '{expected}' but found '{actual}'");

    private CelType Undeclared(int offset, string name)
    {
        issues.Add(offset, $"undeclared reference to '{name}' (in container '')");
        return CelType.Error;
    }

    private CelType Fresh() => CelType.Parameter($"_var{_fresh++}");

    private static string? QualifiedName(Expr expression) => expression switch
    {
        Expr.Ident ident => ident.Name,
        Expr.Select { IsTest: false } select when QualifiedName(select.Operand) is { } prefix => $"{prefix}.{select.Field}",
        _ => null,
    };
}
