using Kubernetes.Models.Meta;

namespace LocalCluster.Controllers.Inventory;

/// <summary>What is known of an object, whatever its kind. There may be many thousands: of its metadata only what is asked for is kept.</summary>
internal sealed record ObjectEntry
{
    private const string OrphanFinalizer = "orphan";

    private const string ForegroundFinalizer = "foregroundDeletion";

    private readonly string? _namespace;
    private readonly string? _name;

    public ObjectEntry(ResourceType type, ObjectMeta metadata)
    {
        (_namespace, _name) = (type.Namespaced ? metadata.Namespace : null, metadata.Name);
        Type = type;
        Uid = metadata.Uid ?? "";
        ResourceVersion = metadata.ResourceVersion;
        Owners = metadata.OwnerReferences ?? [];
        Finalizers = metadata.Finalizers ?? [];
        IsDeleting = metadata.DeletionTimestamp is not null;
    }

    public ResourceType Type { get; }

    public string Uid { get; }

    public string? ResourceVersion { get; }

    public IReadOnlyList<OwnerReference> Owners { get; }

    public IReadOnlyList<string> Finalizers { get; }

    public bool IsDeleting { get; }

    public ObjectKey Key => new(_namespace, _name ?? "");

    /// <summary>The reference not only has its uid, but names it in every way.</summary>
    public bool IsNamedBy(OwnerReference owner) =>
        owner.Uid == Uid && owner.Name == _name && owner.Kind == Type.Kind && owner.ApiVersion == Type.ApiVersion;

    /// <summary>It is being deleted and its dependents are to stay.</summary>
    public bool OrphansDependents => IsDeleting && WantsOrphans;

    /// <summary>It is being deleted and waits for its dependents to go first.</summary>
    public bool AwaitsDependents => IsDeleting && WantsForeground;

    public bool WantsOrphans => Finalizers.Contains(OrphanFinalizer);

    public bool WantsForeground => Finalizers.Contains(ForegroundFinalizer);

    /// <summary>The finalizer that the garbage collector takes away when it has done its part.</summary>
    public string DoneFinalizer => OrphansDependents ? OrphanFinalizer : ForegroundFinalizer;
}
