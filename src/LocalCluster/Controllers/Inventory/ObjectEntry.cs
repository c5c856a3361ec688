using Kubernetes.Models.Meta;

namespace LocalCluster.Controllers.Inventory;

/// <summary>What is known of an object, whatever its kind.</summary>
internal sealed record ObjectEntry(ResourceType Type, ObjectMeta Metadata)
{
    private const string OrphanFinalizer = "orphan";

    private const string ForegroundFinalizer = "foregroundDeletion";

    public string Uid => Metadata.Uid ?? "";

    public ObjectKey Key => new(Type.Namespaced ? Metadata.Namespace : null, Metadata.Name ?? "");

    public IReadOnlyList<OwnerReference> Owners => Metadata.OwnerReferences ?? [];

    public bool IsDeleting => Metadata.DeletionTimestamp is not null;

    /// <summary>It is being deleted and its dependents are to stay.</summary>
    public bool OrphansDependents => IsDeleting && Has(OrphanFinalizer);

    /// <summary>It is being deleted and waits for its dependents to go first.</summary>
    public bool AwaitsDependents => IsDeleting && Has(ForegroundFinalizer);

    public bool WantsOrphans => Has(OrphanFinalizer);

    public bool WantsForeground => Has(ForegroundFinalizer);

    /// <summary>The finalizer that the garbage collector takes away when it has done its part.</summary>
    public string DoneFinalizer => OrphansDependents ? OrphanFinalizer : ForegroundFinalizer;

    private bool Has(string finalizer) => Metadata.Finalizers?.Contains(finalizer) == true;
}
