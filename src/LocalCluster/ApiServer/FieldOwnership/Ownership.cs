using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.FieldOwnership;

/// <summary>The bookkeeping that an apply and an update share.</summary>
internal static class Ownership
{
    private static readonly FieldSet Stripped = FieldSet.Of(
        ["apiVersion"], ["kind"], ["metadata"], ["metadata", "name"], ["metadata", "namespace"], ["metadata", "creationTimestamp"],
        ["metadata", "selfLink"], ["metadata", "uid"], ["metadata", "clusterName"], ["metadata", "generation"],
        ["metadata", "managedFields"], ["metadata", "resourceVersion"]);

    /// <summary>
    /// Takes from all others what the writer changed or removed. Without force answers the fields that others own and the writer changed,
    /// and takes nothing.
    /// </summary>
    public static IReadOnlyList<(FieldOwner Manager, FieldSet Fields)> Transfer(
        ManagedFields managed, ObjectComparison changes, FieldOwner? writer, bool force)
    {
        var changed = changes.Modified.Union(changes.Added);
        List<(FieldOwner Manager, FieldSet Fields)> conflicts = [];
        foreach (var manager in managed.Managers.Where(m => m != writer))
        {
            var lost = managed.SetOf(manager)!.Intersection(changed);
            if (!lost.IsEmpty)
                conflicts.Add((manager, lost));
        }

        if (!force && conflicts.Count > 0)
            return conflicts;
        foreach (var (manager, lost) in conflicts)
            managed.Put(manager, managed.SetOf(manager)!.Difference(lost), managed.ApiVersionOf(manager));
        foreach (var manager in managed.Managers)
            managed.Replace(manager, manager == writer ? managed.SetOf(manager)! : managed.SetOf(manager)!.Difference(changes.Removed));
        return [];
    }

    /// <summary>Nobody owns the identity of an object, nor what the server alone writes.</summary>
    public static FieldSet Strip(FieldSet set) => set.Difference(Stripped);

    /// <summary>Entries written before a list or map became atomic own it as a whole now.</summary>
    public static void Reconcile(ManagedFields managed, FieldType type)
    {
        foreach (var manager in managed.Managers)
        {
            var set = managed.SetOf(manager)!;
            var reconciled = Collapse(set, type);
            if (!ReferenceEquals(set, reconciled))
                managed.Replace(manager, reconciled);
        }
    }

    /// <summary>
    /// What an object of a built-in kind looks like when nothing is set: the fields that are always written. Custom objects begin empty.
    /// </summary>
    public static JsonObject Blank(Schemas.Schema schema)
    {
        var blank = new JsonObject();
        if (schema.Name is not null)
            Fill(blank, schema);
        return blank;
    }

    private static void Fill(JsonObject obj, Schemas.Schema schema)
    {
        foreach (var (name, property) in schema.Properties)
        {
            if (property.HasDefault)
                obj[name] = property.Default?.DeepClone();
            else if (property.Type == "array" && schema.Required.Contains(name))
                obj[name] = null;
            if (obj[name] is JsonObject { Count: 0 } nested)
                Fill(nested, property);
        }
    }

    private static FieldSet Collapse(FieldSet set, FieldType type)
    {
        FieldSet? result = null;
        foreach (var (element, isMember, below) in set.Entries)
        {
            if (below is null || TypeAt(element, type) is not { } child)
                continue;
            var atomic = child.IsMap ? child.MapIsAtomic && !ReferenceEquals(child, type) : child is { IsList: true, ListIsAtomic: true };
            var collapsed = atomic ? null : Collapse(below, child);
            if (ReferenceEquals(collapsed, below))
                continue;
            result ??= Copy(set);
            result.Put(element, isMember || atomic, collapsed);
        }

        return result ?? set;
    }

    private static FieldType? TypeAt(PathElement element, FieldType type) =>
        element.IsField ? type.Member(element.Name) : type.IsList && !type.ListIsAtomic ? type.Items : null;

    private static FieldSet Copy(FieldSet set)
    {
        var copy = new FieldSet();
        foreach (var (element, isMember, below) in set.Entries)
            copy.Put(element, isMember, below);
        return copy;
    }
}
