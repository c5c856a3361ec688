using System.Text.Json.Nodes;

namespace LocalCluster.Tests.Golden;

/// <summary>Which version belongs to which object, as the tokens of a recorded body tell it.</summary>
public static class ObjectVersions
{
    public static IEnumerable<(string Uid, string Version)> Of(JsonNode? body) => body switch
    {
        JsonObject map => OfObject(map).Concat(map.SelectMany(pair => Of(pair.Value))),
        JsonArray list => list.SelectMany(Of),
        _ => [],
    };

    private static IEnumerable<(string Uid, string Version)> OfObject(JsonObject map)
    {
        if (map["uid"] is JsonValue uid && map["resourceVersion"] is JsonValue version) yield return ((string)uid!, ((string)version!).Trim('{', '}'));
    }
}
