namespace LocalCluster.ApiServer.Cel.Checking;

/// <summary>One form of a function: what it takes, what it gives, and how it is computed from values without errors among them.</summary>
internal sealed record Overload(bool IsMember, CelType Result, IReadOnlyList<CelType> Parameters, Func<object[], object> Body)
{
    public IReadOnlySet<string> TypeParameters { get; } = Collect([.. Parameters, Result]);

    private static HashSet<string> Collect(IEnumerable<CelType> types)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (var type in types)
        {
            if (type.Kind == CelKind.Parameter)
                names.Add(type.Name);
            names.UnionWith(Collect(type.Parameters));
        }

        return names;
    }
}
