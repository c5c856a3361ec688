namespace LocalCluster.Controllers.Inventory;

/// <summary>The answer of <c>/apis</c>, as far as it is read.</summary>
internal sealed record GroupList(IReadOnlyList<GroupList.Group>? Groups)
{
    internal sealed record Group(string Name, Version? PreferredVersion);

    internal sealed record Version(string GroupVersion);
}
