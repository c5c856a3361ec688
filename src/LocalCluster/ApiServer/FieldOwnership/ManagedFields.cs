using System.Globalization;
using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.FieldOwnership;

/// <summary>metadata.managedFields as a table: for each manager its fields, the version they are written in, and when they last changed.</summary>
internal sealed class ManagedFields
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    private const string Member = "managedFields";

    private readonly Dictionary<FieldOwner, Entry> _entries = [];

    public bool IsEmpty => _entries.Count == 0;

    public IEnumerable<FieldOwner> Managers => [.. _entries.Keys];

    /// <summary>Null when the manager owns nothing.</summary>
    public FieldSet? SetOf(FieldOwner manager) => _entries.TryGetValue(manager, out var entry) ? entry.Set : null;

    public string? TimeOf(FieldOwner manager) => _entries.TryGetValue(manager, out var entry) ? entry.Time : null;

    public string ApiVersionOf(FieldOwner manager) => _entries[manager].ApiVersion;

    /// <summary>The time stays what it was.</summary>
    public void Put(FieldOwner manager, FieldSet set, string apiVersion) =>
        _entries[manager] = new Entry(set, apiVersion, TimeOf(manager));

    public void Replace(FieldOwner manager, FieldSet set)
    {
        if (set.IsEmpty)
            _entries.Remove(manager);
        else
            _entries[manager] = _entries[manager] with { Set = set };
    }

    public void Touch(FieldOwner manager, DateTimeOffset now) => Touch(manager, now.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));

    public void Touch(FieldOwner manager, string? time)
    {
        if (_entries.TryGetValue(manager, out var entry))
            _entries[manager] = entry with { Time = time };
    }

    public void Remove(FieldOwner manager) => _entries.Remove(manager);

    /// <summary>What cannot be read counts as nothing, as on the server.</summary>
    public static ManagedFields Read(JsonObject? obj)
    {
        var fields = new ManagedFields();
        foreach (var entry in obj?["metadata"]?[Member] as JsonArray ?? [])
        {
            if (entry is not JsonObject json || !fields.TryAdd(json))
                return new ManagedFields();
        }

        return fields;
    }

    /// <summary>Whether the object asks for its ownership to be forgotten: an empty list, or one with a single empty entry.</summary>
    public static bool IsReset(JsonObject obj) =>
        obj["metadata"]?[Member] is JsonArray list && (list.Count == 0 || (list.Count == 1 && list[0] is JsonObject { Count: 0 }));

    /// <summary>
    /// Whether nothing differs but the times at which fields became owned: that is no change. An apply that says an amount in another spelling
    /// comes to this.
    /// </summary>
    public static bool DifferInTimesAlone(JsonObject one, JsonObject other) =>
        one.Count == other.Count
        && one.All(member => member.Key == "metadata"
            ? JsonNode.DeepEquals(Timeless(member.Value), Timeless(other[member.Key]))
            : JsonNode.DeepEquals(member.Value, other[member.Key]));

    public static void Clear(JsonObject obj) => (obj["metadata"] as JsonObject)?.Remove(Member);

    /// <summary>Appliers before updaters, then by time, by name, by version, by subresource.</summary>
    public void Write(JsonObject obj)
    {
        Clear(obj);
        if (IsEmpty)
            return;
        if (obj["metadata"] is not JsonObject metadata)
            obj["metadata"] = metadata = [];
        var list = new JsonArray();
        var ordered = _entries.OrderBy(e => e.Key.Operation, StringComparer.Ordinal)
            .ThenBy(e => e.Value.Time ?? "", StringComparer.Ordinal)
            .ThenBy(e => e.Key.Manager, StringComparer.Ordinal)
            .ThenBy(e => e.Value.ApiVersion, StringComparer.Ordinal)
            .ThenBy(e => e.Key.Subresource, StringComparer.Ordinal);
        foreach (var (manager, entry) in ordered)
            list.Add((JsonNode)ToJson(manager, entry));
        metadata[Member] = list;
    }

    private static JsonObject ToJson(FieldOwner manager, Entry entry)
    {
        var json = new JsonObject
        {
            ["manager"] = manager.Manager,
            ["operation"] = manager.Operation,
            ["apiVersion"] = entry.ApiVersion,
        };
        if (entry.Time is not null)
            json["time"] = entry.Time;
        json["fieldsType"] = "FieldsV1";
        json["fieldsV1"] = FieldSetJson.Write(entry.Set);
        if (manager.Subresource != "")
            json["subresource"] = manager.Subresource;
        return json;
    }

    private bool TryAdd(JsonObject json)
    {
        var (operation, version) = (Text(json, "operation"), Text(json, "apiVersion"));
        if (operation is not (FieldOwner.Apply or FieldOwner.Update) || version is null or "" || Text(json, "fieldsType") != "FieldsV1")
            return false;
        var manager = new FieldOwner(Text(json, "manager") ?? "", operation, operation == FieldOwner.Apply ? "" : version, Text(json, "subresource") ?? "");
        try
        {
            _entries[manager] = new Entry(FieldSetJson.Read(json["fieldsV1"] as JsonObject ?? []), version, Text(json, "time"));
            return true;
        }
        catch (Exception e) when (e is FormatException or System.Text.Json.JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static JsonNode? Timeless(JsonNode? metadata)
    {
        var copy = metadata?.DeepClone();
        foreach (var entry in copy?[Member] as JsonArray ?? [])
            (entry as JsonObject)?.Remove("time");
        return copy;
    }

    private static string? Text(JsonObject json, string name) => json[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private sealed record Entry(FieldSet Set, string ApiVersion, string? Time);
}
