namespace LocalCluster.ApiServer.Cel.Costs;

/// <summary>The sizes of what a list or a map holds that an expression makes.</summary>
internal sealed record EntrySize(bool IsList, Estimate Key, Estimate Value)
{
    public static EntrySize? Either(EntrySize? left, EntrySize? right) =>
        left is null || right is null ? null : new EntrySize(left.IsList, left.Key.Or(right.Key), left.Value.Or(right.Value));
}
