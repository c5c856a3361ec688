using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Kubernetes.Client.Config;

/// <summary>
/// A mapping of a kubeconfig together with the place it came from: messages and relative paths need both. A key that is absent, null or
/// empty reads as null; one that holds another kind of thing than asked for is a <see cref="ConfigException"/>.
/// </summary>
internal sealed class YamlMap(YamlMappingNode node, string file, string place)
{
    public string File => file;

    /// <summary>Where this stands, for messages: <c>cluster 'a' of /home/me/.kube/config</c>.</summary>
    public string Place => place.Length == 0 ? file : $"{place} of {file}";

    /// <summary>The same mapping under a better name.</summary>
    public YamlMap Named(string name) => new(node, file, name);

    public string? Text(string key) => Value(key) switch
    {
        null => null,
        YamlScalarNode { Value.Length: > 0 } scalar => scalar.Value,
        _ => throw Wrong(key, "a text"),
    };

    public bool Flag(string key) => Text(key) switch
    {
        null or "false" or "False" => false,
        "true" or "True" => true,
        _ => throw Wrong(key, "true or false"),
    };

    public YamlMap? Map(string key) => Value(key) switch
    {
        null => null,
        YamlMappingNode map => new YamlMap(map, file, Under(key)),
        _ => throw Wrong(key, "a mapping"),
    };

    public IEnumerable<YamlMap> Maps(string key) =>
        Nodes(key).Select((item, index) => item is YamlMappingNode map ? new YamlMap(map, file, Under($"{key}[{index}]")) : throw Wrong($"{key}[{index}]", "a mapping"));

    public IReadOnlyList<string> Texts(string key) => [.. Nodes(key).Select(item => item is YamlScalarNode scalar ? scalar.Value ?? "" : throw Wrong(key, "a list of texts"))];

    public IReadOnlyDictionary<string, IReadOnlyList<string>> TextLists(string key) =>
        Map(key) is { } map ? map.Keys.ToDictionary(name => name, map.Texts) : new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The path under a key; a relative one starts at this file, as kubectl reads it.</summary>
    public string? PathOf(string key) => Text(key) is { } path ? Path.GetFullPath(path, Path.GetDirectoryName(Path.GetFullPath(file))!) : null;

    /// <summary>The mapping as JSON.</summary>
    public JsonObject ToJson() => (JsonObject)ToJson(node)!;

    public ConfigException Wrong(string key, string expected) => new($"{Under(key)} in {file} must be {expected}.");

    private IEnumerable<string> Keys => node.Children.Keys.OfType<YamlScalarNode>().Select(name => name.Value ?? "");

    private static JsonNode? ToJson(YamlNode value) => value switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(pair => KeyValuePair.Create(pair.Key.ToString(), ToJson(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Select(ToJson)]),
        YamlScalarNode { Style: ScalarStyle.Plain } plain => Plain(plain.Value ?? ""),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => null,
    };

    // YAML's core schema: what is not quoted may be a number, a truth value or nothing.
    private static JsonValue? Plain(string text) => text switch
    {
        "" or "null" or "~" => null,
        "true" or "false" => JsonValue.Create(text == "true"),
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
        _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => JsonValue.Create(number),
        _ => JsonValue.Create(text),
    };

    private string Under(string key) => place.Length == 0 ? key : $"{key} of {place}";

    private YamlNode? Value(string key) => node.Children.TryGetValue(key, out var value) && !IsNull(value) ? value : null;

    private static bool IsNull(YamlNode value) =>
        value is YamlScalarNode scalar && (string.IsNullOrEmpty(scalar.Value) || (scalar.Style == ScalarStyle.Plain && scalar.Value is "null" or "~"));

    private IEnumerable<YamlNode> Nodes(string key) => Value(key) switch
    {
        null => [],
        YamlSequenceNode sequence => sequence.Children,
        _ => throw Wrong(key, "a list"),
    };
}
