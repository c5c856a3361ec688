using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalCluster.Tests.Golden;

/// <summary>Every way to make one value of a body another: a changed scalar, a missing field, an additional field or item, two items exchanged.</summary>
public static class Mutations
{
    public static IEnumerable<(string Path, Action<JsonObject> Change)> Of(JsonObject body) => OfNode("", body, root => root);

    private static IEnumerable<(string Path, Action<JsonObject> Change)> OfNode(string path, JsonNode? node, Func<JsonObject, JsonNode?> find)
    {
        switch (node)
        {
            case JsonObject map:
                yield return (Member(path, "zz-added"), root => find(root)!["zz-added"] = 1);
                foreach (var (key, value) in map)
                {
                    yield return (Member(path, key), root => find(root)!.AsObject().Remove(key));
                    foreach (var deeper in OfNode(Member(path, key), value, root => find(root)?[key])) yield return deeper;
                    if (value is JsonValue scalar) yield return (Member(path, key), root => find(root)![key] = Other(scalar));
                }

                break;
            case JsonArray list:
                yield return (path, root => find(root)!.AsArray().Add(JsonValue.Create("added")));
                for (var i = 0; i < list.Count; i++)
                {
                    var index = i;
                    foreach (var deeper in OfNode(string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"), list[index], root => find(root)?[index])) yield return deeper;
                    if (list[index] is JsonValue scalar) yield return (string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"), root => find(root)![index] = Other(scalar));
                }

                break;
        }
    }

    private static string Member(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    private static JsonValue Other(JsonValue value) => value.GetValueKind() switch
    {
        JsonValueKind.True => JsonValue.Create(false),
        JsonValueKind.False => JsonValue.Create(true),
        JsonValueKind.Number => JsonValue.Create(value.GetValue<double>() + 1),
        _ => JsonValue.Create(value + " other"),
    };
}
