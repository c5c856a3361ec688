namespace LocalCluster.Storage;

/// <summary>One write as watchers see it. For a deletion <see cref="Object"/> is the last state, at the deletion's own revision.</summary>
internal sealed record StoreChange(ChangeKind Kind, StoredObject Object, StoredObject? Previous)
{
    public long Revision => Object.Revision;
}
