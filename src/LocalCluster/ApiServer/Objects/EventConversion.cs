using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Objects;

/// <summary>Events are stored once, as core/v1, and served in two groups under other names.</summary>
internal static class EventConversion
{
    public const string Group = "events.k8s.io";

    private static readonly (string Core, string Events)[] Names =
    [
        ("involvedObject", "regarding"),
        ("message", "note"),
        ("reportingComponent", "reportingController"),
        ("source", "deprecatedSource"),
        ("firstTimestamp", "deprecatedFirstTimestamp"),
        ("lastTimestamp", "deprecatedLastTimestamp"),
        ("count", "deprecatedCount"),
    ];

    public static JsonObject FromCore(JsonObject core) =>
        Renamed(core, "events.k8s.io/v1", Names.ToDictionary(one => one.Core, one => one.Events));

    public static JsonObject ToCore(JsonObject events) =>
        Renamed(events, "v1", Names.ToDictionary(one => one.Events, one => one.Core));

    private static JsonObject Renamed(JsonObject obj, string apiVersion, Dictionary<string, string> names)
    {
        var renamed = new JsonObject();
        foreach (var (name, value) in obj.ToList())
        {
            obj.Remove(name);
            renamed[names.GetValueOrDefault(name, name)] = value;
        }

        renamed["apiVersion"] = apiVersion;
        return renamed;
    }
}
