using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace Kubernetes.Client.Config;

/// <summary>A mapping of a kubeconfig together with the file that it came from: messages and relative paths need both.</summary>
internal sealed class YamlMap(YamlMappingNode node, string file)
{
    public string File => file;

    public string? Text(string key) => node.Children.TryGetValue(key, out var value) && value is YamlScalarNode { Value.Length: > 0 } scalar ? scalar.Value : null;

    public bool Flag(string key) => Text(key) == "true";

    public YamlMap? Map(string key) => node.Children.TryGetValue(key, out var value) && value is YamlMappingNode map ? new YamlMap(map, file) : null;

    public IEnumerable<YamlMap> Maps(string key) => Nodes(key).OfType<YamlMappingNode>().Select(map => new YamlMap(map, file));

    public IReadOnlyList<string> Texts(string key) => [.. Nodes(key).OfType<YamlScalarNode>().Select(scalar => scalar.Value ?? "")];

    public IReadOnlyDictionary<string, IReadOnlyList<string>> TextLists(string key) =>
        node.Children.TryGetValue(key, out var value) && value is YamlMappingNode map
            ? map.Children.Keys.OfType<YamlScalarNode>().ToDictionary(name => name.Value ?? "", name => new YamlMap(map, file).Texts(name.Value ?? ""))
            : new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The path under a key; a relative one starts at this file, as kubectl reads it.</summary>
    public string? PathOf(string key) => Text(key) is { } path ? Path.GetFullPath(path, Path.GetDirectoryName(Path.GetFullPath(file))!) : null;

    /// <summary>The mapping as JSON; scalars become texts.</summary>
    public JsonObject ToJson() => (JsonObject)ToJson(node)!;

    private static JsonNode? ToJson(YamlNode value) => value switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(pair => KeyValuePair.Create(pair.Key.ToString(), ToJson(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Select(ToJson)]),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => null,
    };

    private YamlSequenceNode Nodes(string key) =>
        node.Children.TryGetValue(key, out var value) && value is YamlSequenceNode sequence ? sequence : new YamlSequenceNode();
}
