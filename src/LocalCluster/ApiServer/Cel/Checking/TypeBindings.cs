namespace LocalCluster.ApiServer.Cel.Checking;

/// <summary>
/// What the type parameters stand for so far, and whether one type may be used where another is wanted, which can bind more of them.
/// Dynamic and erroneous types go with everything.
/// </summary>
internal sealed class TypeBindings
{
    private Dictionary<string, CelType> _bound = new(StringComparer.Ordinal);

    public bool Assign(CelType from, CelType to) => Try(() => IsAssignable(from, to));

    public bool AssignAll(IReadOnlyList<CelType> from, IReadOnlyList<CelType> to) => Try(() => AreAssignable(from, to));

    /// <summary>The type with all bound parameters replaced; unbound ones become dynamic on demand.</summary>
    public CelType Resolve(CelType type, bool unboundToDyn = false)
    {
        if (type.Kind == CelKind.Parameter)
            return _bound.TryGetValue(type.Name, out var bound) ? Resolve(bound, unboundToDyn) : unboundToDyn ? CelType.Dyn : type;
        return type.Parameters.Count == 0 ? type : type.With(type.Parameters.Select(p => Resolve(p, unboundToDyn)));
    }

    /// <summary>The less specific of two types that go together.</summary>
    public static CelType MoreGeneral(CelType left, CelType right) => IsEqualOrLessSpecific(left, right) ? left : right;

    private bool Try(Func<bool> attempt)
    {
        var before = new Dictionary<string, CelType>(_bound, StringComparer.Ordinal);
        if (attempt())
            return true;
        _bound = before;
        return false;
    }

    private bool AreAssignable(IReadOnlyList<CelType> from, IReadOnlyList<CelType> to)
    {
        if (from.Count != to.Count)
            return false;
        for (var i = 0; i < from.Count; i++)
        {
            if (!IsAssignable(from[i], to[i]))
                return false;
        }

        return true;
    }

    private bool IsAssignable(CelType from, CelType to)
    {
        if (to.Kind == CelKind.Parameter)
        {
            if (Bind(to, from))
                return true;
            if (_bound.ContainsKey(to.Name))
                return false;
        }

        if (from.Kind == CelKind.Parameter)
            return Bind(from, to);
        if (from.IsDynOrError || to.IsDynOrError)
            return true;
        if (from.Kind == CelKind.Null)
            return TakesNull(to);
        if (to.Kind == CelKind.Null)
            return TakesNull(from);
        return from.Kind switch
        {
            CelKind.Type => to.Kind == CelKind.Type,
            CelKind.List or CelKind.Map or CelKind.Opaque =>
                from.Kind == to.Kind && from.Name == to.Name && AreAssignable(from.Parameters, to.Parameters),
            _ => from.Kind == to.Kind && from.Name == to.Name,
        };
    }

    private bool Bind(CelType parameter, CelType type)
    {
        if (parameter.IsExactly(type))
            return true;
        if (!_bound.TryGetValue(parameter.Name, out var bound))
        {
            if (Occurs(parameter, type))
                return false;
            _bound[parameter.Name] = type;
            return true;
        }

        if (bound.IsExactly(type))
            return true;
        if (!IsAssignable(type, bound))
            return false;
        var general = MoreGeneral(type, bound);
        if (!Occurs(parameter, general))
            _bound[parameter.Name] = general;
        return true;
    }

    private bool Occurs(CelType parameter, CelType within)
    {
        if (parameter.IsExactly(within))
            return true;
        if (within.Kind == CelKind.Parameter)
            return _bound.TryGetValue(within.Name, out var bound) && Occurs(parameter, bound);
        return within.Parameters.Any(p => Occurs(parameter, p));
    }

    private static bool TakesNull(CelType type) =>
        type.Kind is CelKind.Null or CelKind.Opaque or CelKind.Object or CelKind.Duration or CelKind.Timestamp;

    private static bool IsEqualOrLessSpecific(CelType left, CelType right)
    {
        if (left.Kind is CelKind.Dyn or CelKind.Parameter)
            return true;
        if (right.Kind is CelKind.Dyn or CelKind.Parameter || left.Kind != right.Kind || left.Name != right.Name)
            return false;
        return left.Kind == CelKind.Type || left.Parameters.Zip(right.Parameters).All(p => IsEqualOrLessSpecific(p.First, p.Second));
    }
}
