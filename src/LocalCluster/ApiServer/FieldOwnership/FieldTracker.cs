using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.FieldOwnership;

/// <summary>
/// Keeps metadata.managedFields true when an object is written by anything but an apply. The writer comes to own what it changed or added,
/// others lose that and what was removed; an entry's time moves only when its writer changed something.
/// </summary>
internal static class FieldTracker
{
    private const int MaxUpdaters = 10;
    private const string OldUpdates = "ancient-changes";

    /// <summary>
    /// Sets <c>updated.metadata.managedFields</c> in place; <paramref name="live"/> is null on creation. An object that nobody tracked so
    /// far stays untracked. <paramref name="hasStatus"/> is false for a custom kind without a status subresource.
    /// </summary>
    public static void Update(
        JsonObject? live, JsonObject updated, Schema s, string manager, string operation, string? subresource, string apiVersion, DateTimeOffset now, bool hasStatus = true)
    {
        var managed = Decode(live, updated, isSubresource: !string.IsNullOrEmpty(subresource));
        ManagedFields.Clear(updated);
        if (live is null || !managed.IsEmpty)
        {
            var writer = new FieldOwner(manager == "" ? "unknown" : manager, operation, operation == FieldOwner.Apply ? "" : apiVersion, subresource ?? "");
            Track(managed, live, updated, s, writer, apiVersion, now, hasStatus);
        }

        managed.Write(updated);
    }

    internal static void Track(
        ManagedFields managed, JsonObject? live, JsonObject updated, Schema s, FieldOwner writer, string apiVersion, DateTimeOffset now, bool hasStatus)
    {
        var type = FieldType.Of(s);
        var reset = ResetFields.Of(s, writer.Subresource, hasStatus);
        Ownership.Reconcile(managed, type);
        var changes = ObjectComparison.Of(live ?? Ownership.Blank(s), updated, type).Without(reset);
        Ownership.Transfer(managed, changes, writer: null, force: true);
        var gained = Ownership.Strip(changes.Modified.Union(changes.Added));
        if (!gained.IsEmpty)
        {
            managed.Put(writer, managed.SetOf(writer) is { } owned ? gained.Union(owned) : gained, apiVersion);
            managed.Touch(writer, now);
        }

        Cap(managed);
    }

    /// <summary>A client may bring managedFields along, or leave them out without meaning to lose them; through a subresource it may not.</summary>
    private static ManagedFields Decode(JsonObject? live, JsonObject updated, bool isSubresource)
    {
        if (isSubresource)
            return ManagedFields.Read(live);
        if (ManagedFields.IsReset(updated))
            return new ManagedFields();
        var brought = ManagedFields.Read(updated);
        return brought.IsEmpty ? ManagedFields.Read(live) : brought;
    }

    /// <summary>Beyond ten updaters the oldest of a version become one.</summary>
    private static void Cap(ManagedFields managed)
    {
        var updaters = managed.Managers.Where(m => !m.IsApplier)
            .OrderBy(m => managed.TimeOf(m) ?? "", StringComparer.Ordinal).ThenBy(m => m.SortKey, StringComparer.Ordinal).ToList();
        var excess = updaters.Count - MaxUpdaters;
        var first = new Dictionary<string, FieldOwner>(StringComparer.Ordinal);
        foreach (var manager in updaters)
        {
            var version = managed.ApiVersionOf(manager);
            if (excess <= 0)
                return;
            if (first.TryAdd(version, manager))
                continue;
            var bucket = FieldOwner.Updater(OldUpdates, version, null);
            var merged = managed.SetOf(manager)!.Union(managed.SetOf(bucket) ?? managed.SetOf(first[version])!);
            var time = managed.TimeOf(manager);
            managed.Remove(first[version]);
            managed.Remove(manager);
            managed.Put(bucket, merged, version);
            managed.Touch(bucket, time);
            excess--;
        }
    }
}
