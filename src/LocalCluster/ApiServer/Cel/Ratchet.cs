using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Cel;

/// <summary>Whether a value is forgiven because it, or the nearest value around it that has a counterpart before, did not change.</summary>
internal readonly record struct Ratchet(Correlation? Current, Correlation? Parent)
{
    public bool Forgives => (Current ?? Parent)?.IsUnchanged == true;

    public Ratchet Member(string name)
    {
        if (Current is null)
            return this;
        return Parent is null && name is "apiVersion" or "kind" ? default : new Ratchet(Current.Member(name), Current);
    }

    public Ratchet Item(int index) => Current is null ? this : new Ratchet(Current.Item(index), Current);
}
