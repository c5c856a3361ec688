using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Patching;
using LocalCluster.ApiServer.Schemas;
using LocalCluster.ApiServer.Typed;

namespace LocalCluster.ApiServer.FieldOwnership;

/// <summary>
/// Server-side apply (KEP-555): what is applied is laid over the live object, what the manager applied before and no longer says is removed
/// unless somebody else owns it, and ownership is written down. The caller defaults and validates what comes out, as after any write.
/// </summary>
internal static class ServerSideApply
{
    private const string BeforeFirstApply = "before-first-apply";

    /// <summary>
    /// The live object is null when there is none. Neither argument is changed. Throws <see cref="PatchException"/> when the applied object
    /// does not fit the schema.
    /// </summary>
    public static ApplyResult Apply(JsonObject? live, JsonObject applied, Schema s, ApplyRequest request)
    {
        CheckRequest(applied, request);
        if (request.Kind is { } kind && Text(applied["kind"]) != kind)
            throw PatchException.Internal($"failed to create typed patch object ({Describe(applied)}): no corresponding type for {KindOf(applied)}");
        var type = FieldType.Of(s);
        if (AppliedObjectCheck.Check(applied, type) is { } complaint)
            throw PatchException.Internal($"failed to create typed patch object ({Describe(applied)}): {complaint}");
        var managed = ManagedFields.Read(live);
        if (managed.IsEmpty && live is not null)
            FieldTracker.Track(managed, null, live, s, BeforeFirst(request), request.ApiVersion, request.Now, request.HasStatus);
        Ownership.Reconcile(managed, type);
        var start = live ?? new JsonObject { ["apiVersion"] = applied["apiVersion"]?.DeepClone(), ["kind"] = applied["kind"]?.DeepClone() };
        return Apply(start, applied, s, type, managed, request);
    }

    private static ApplyResult Apply(JsonObject live, JsonObject applied, Schema s, FieldType type, ManagedFields managed, ApplyRequest request)
    {
        var manager = FieldOwner.Applier(request.Manager, request.Subresource);
        var reset = ResetFields.Of(s, request.Subresource, request.HasStatus);
        var last = managed.SetOf(manager);
        managed.Put(manager, FieldSetReader.Read(applied, type).RecursiveDifference(reset), request.ApiVersion);
        var merged = ObjectMerge.Merge(live, applied, type);
        if (last is { IsEmpty: false })
            merged = PruneDropped(merged, last, managed, type);
        var changes = ObjectComparison.Of(live, merged, type).Without(reset);
        var conflicts = Ownership.Transfer(managed, changes, manager, request.Force || LastApplied.Allows(live, manager, changes, type, managed));
        if (conflicts.Count > 0)
            return Conflicts.Describe(conflicts);
        return Finish(live, applied, merged, s, manager, managed, request);
    }

    private static ApplyResult.Merged Finish(
        JsonObject live, JsonObject applied, JsonObject merged, Schema s, FieldOwner manager, ManagedFields managed, ApplyRequest request)
    {
        if (managed.SetOf(manager) is { } set)
            managed.Replace(manager, Ownership.Strip(set));
        if (!JsonEquality.Same(live, merged))
            managed.Touch(manager, request.Now);
        LastApplied.Refresh(merged, applied, manager);
        if (request.HasGoType)
            Convert(merged, applied, s);
        managed.Write(merged);
        return new ApplyResult.Merged(merged);
    }

    /// <summary>The schema takes any text for a quantity, a time or bytes, and any number; the server's own types do not.</summary>
    private static void Convert(JsonObject merged, JsonObject applied, Schema s)
    {
        try
        {
            TypedDecoder.Convert(merged, s);
        }
        catch (TypeMismatchException wrong)
        {
            throw PatchException.Internal(
                $"failed to convert new object ({Describe(applied)}) to proper version: unable to convert unstructured object to {KindOf(applied)}: {wrong.Conversion}");
        }
    }

    /// <summary>Removes what the manager applied last time and does not now, except what anybody still owns or never was the manager's.</summary>
    private static JsonObject PruneDropped(JsonObject merged, FieldSet last, ManagedFields managed, FieldType type)
    {
        var pruned = ObjectRemoval.Remove(merged, last.WithNamedFields(type), type);
        var owned = managed.Managers.Aggregate(new FieldSet(), (all, manager) => all.Union(managed.SetOf(manager)!)).WithNamedFields(type);
        var all = FieldSetReader.Read(merged, type).WithNamedFields(type);
        var kept = FieldSetReader.Read(pruned, type).WithNamedFields(type);
        pruned = ObjectRemoval.Remove(merged, all.Difference(kept.Union(owned)), type);
        kept = FieldSetReader.Read(pruned, type).WithNamedFields(type);
        return ObjectRemoval.Remove(merged, all.Difference(kept).Intersection(last.WithNamedFields(type)), type);
    }

    private static void CheckRequest(JsonObject applied, ApplyRequest request)
    {
        var version = Text(applied["apiVersion"]);
        if (version != request.ApiVersion)
            throw PatchException.BadRequest($"Incorrect version specified in apply patch. Specified patch version: {version}, expected: {request.ApiVersion}");
        if (applied["metadata"]?["managedFields"] is not null)
            throw PatchException.BadRequest("metadata.managedFields must be nil");
    }

    private static FieldOwner BeforeFirst(ApplyRequest request) =>
        FieldOwner.Updater(BeforeFirstApply, request.ApiVersion, request.Subresource);

    private static string Describe(JsonObject applied)
    {
        var metadata = applied["metadata"];
        return $"{Text(metadata?["namespace"])}/{Text(metadata?["name"])}; {KindOf(applied)}";
    }

    private static string KindOf(JsonObject applied)
    {
        var version = Text(applied["apiVersion"]);
        return $"{(version.Contains('/', StringComparison.Ordinal) ? version : "/" + version)}, Kind={Text(applied["kind"])}";
    }

    private static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
