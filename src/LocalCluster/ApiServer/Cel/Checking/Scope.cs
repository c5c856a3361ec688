namespace LocalCluster.ApiServer.Cel.Checking;

/// <summary>The variables that an expression sees, innermost first.</summary>
internal sealed record Scope(Scope? Outer, IReadOnlyDictionary<string, CelType> Variables)
{
    public CelType? Find(string name) => Variables.TryGetValue(name, out var type) ? type : Outer?.Find(name);

    public Scope Inner(params (string Name, CelType Type)[] variables)
    {
        var inner = new Dictionary<string, CelType>(StringComparer.Ordinal);
        foreach (var (name, type) in variables)
            inner[name] = type;
        return new Scope(this, inner);
    }
}
