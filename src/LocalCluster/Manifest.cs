using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace LocalCluster;

/// <summary>One object read from a YAML file, as JSON.</summary>
internal sealed record Manifest(string File, JsonObject Content)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string ApiVersion => (string?)Content["apiVersion"] ?? throw Missing("apiVersion");

    public string Kind => (string?)Content["kind"] ?? throw Missing("kind");

    public string Name => (string?)Content["metadata"]?["name"] ?? throw Missing("metadata.name");

    public string Namespace => (string?)Content["metadata"]?["namespace"] ?? "default";

    /// <summary>Reads every document of a file.</summary>
    /// <exception cref="ClusterException">The file is not YAML, or not a map.</exception>
    public static IReadOnlyList<Manifest> ReadAll(string file)
    {
        try
        {
            var yaml = new YamlStream();
            using var reader = System.IO.File.OpenText(file);
            yaml.Load(reader);
            return [.. yaml.Documents.Select(document => new Manifest(file, Convert(document.RootNode) as JsonObject ?? throw new ClusterException($"{file} is not a Kubernetes object: its document should be a map.")))];
        }
        catch (Exception e) when (e is YamlException or IOException)
        {
            throw new ClusterException($"{file} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The object as <c>kubectl apply</c> would create it, so that a later <c>kubectl apply</c> knows what was said before.</summary>
    public JsonObject AsApplied(bool namespaced)
    {
        var said = (JsonObject)Content.DeepClone();
        var metadata = said["metadata"]!.AsObject();
        metadata["annotations"] ??= new JsonObject();
        if (namespaced) metadata["namespace"] ??= Namespace;
        var applied = (JsonObject)said.DeepClone();
        applied["metadata"]!["annotations"]!["kubectl.kubernetes.io/last-applied-configuration"] = Sorted(said)!.ToJsonString(Plain) + "\n";
        return applied;
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create(pair.Key, Sorted(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    private static JsonNode? Convert(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, Convert(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Convert)]),
        YamlScalarNode { Style: ScalarStyle.Plain } plain => ConvertPlain(plain.Value ?? ""),
        YamlScalarNode text => JsonValue.Create(text.Value),
        _ => null,
    };

    private static JsonValue? ConvertPlain(string text) => text switch
    {
        "" or "~" or "null" => null,
        "true" => JsonValue.Create(true),
        "false" => JsonValue.Create(false),
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) => JsonValue.Create(integer),
        _ when char.IsAsciiDigit(text[^1]) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        _ => JsonValue.Create(text),
    };

    private ClusterException Missing(string field) => new($"{File} has no {field}.");
}
