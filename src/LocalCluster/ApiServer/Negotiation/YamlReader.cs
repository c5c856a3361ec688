using System.Globalization;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Schemas;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace LocalCluster.ApiServer.Negotiation;

/// <summary>One YAML document, event by event. A key that stands twice is remembered, with the line of its value; the last one counts.</summary>
internal sealed class YamlReader(IParser events, StrictReading reading, List<string> repeated)
{
    private readonly Dictionary<AnchorName, JsonNode?> _anchors = [];

    public JsonNode? Document()
    {
        events.Consume<StreamStart>();
        return events.TryConsume<DocumentStart>(out _) ? Node("") : null;
    }

    private JsonNode? Node(string path)
    {
        if (events.TryConsume<AnchorAlias>(out var alias))
            return _anchors.GetValueOrDefault(alias.Value)?.DeepClone();
        var anchor = (events.Current as NodeEvent)?.Anchor ?? AnchorName.Empty;
        JsonNode? node = events.Current switch
        {
            MappingStart => Mapping(path),
            SequenceStart => Sequence(path),
            _ => YamlText.Scalar(events.Consume<Scalar>()),
        };
        if (!anchor.IsEmpty)
            _anchors[anchor] = node;
        return node;
    }

    private JsonObject Mapping(string path)
    {
        events.Consume<MappingStart>();
        var map = new JsonObject();
        while (!events.TryConsume<MappingEnd>(out _))
        {
            var key = events.Consume<Scalar>().Value;
            var below = path.Length == 0 ? key : $"{path}.{key}";
            if (map.ContainsKey(key))
                repeated.Add(string.Create(CultureInfo.InvariantCulture, $"  line {events.Current!.Start.Line}: key {GoText.Quote(key)} already set in map"));
            reading.Meet(below, again: false);
            map[key] = Node(below);
        }

        return map;
    }

    private JsonArray Sequence(string path)
    {
        events.Consume<SequenceStart>();
        var list = new JsonArray();
        while (!events.TryConsume<SequenceEnd>(out _))
            list.Add(Node($"{path}[{list.Count}]"));
        return list;
    }
}
