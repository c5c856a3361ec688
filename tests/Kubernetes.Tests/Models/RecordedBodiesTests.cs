using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Kubernetes.Models;

namespace Kubernetes.Tests.Models;

/// <summary>What a real Kubernetes answered (LocalCluster.Tests/Golden) is read and written again without a loss.</summary>
public sealed class RecordedBodiesTests
{
    private static readonly IReadOnlyDictionary<string, Type> Kinds = typeof(KubernetesJson).Assembly.GetExportedTypes()
        .Where(type => type is { IsAbstract: false, IsGenericType: false } && typeof(IKubernetesObject).IsAssignableFrom(type))
        .ToDictionary(type => type.Name == "ClusterNode" ? "Node" : type.Name);

    private static readonly IReadOnlyList<string> Names =
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Recordings"), "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Scenarios => [.. Names];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void A_recorded_object_survives_being_read_and_written(string scenario)
    {
        foreach (var body in ObjectsOf(Recording(scenario)))
        {
            var type = Kinds[(string)body["kind"]!];
            var read = JsonSerializer.Deserialize(body, type, KubernetesJson.Default);
            var written = JsonSerializer.SerializeToNode(read, type, KubernetesJson.Default);
            Assert.True(JsonNode.DeepEquals(WithoutNulls(body), written), $"{scenario}: {body.ToJsonString()}\nbecame\n{written!.ToJsonString()}");
        }
    }

    [Fact]
    public void The_recordings_hold_enough_to_mean_something()
    {
        var kinds = Names.SelectMany(name => ObjectsOf(Recording(name))).GroupBy(body => (string)body["kind"]!).ToDictionary(kind => kind.Key, kind => kind.Count());

        Assert.True(kinds.Values.Sum() > 300, $"{kinds.Values.Sum()} objects");
        foreach (var kind in new[] { "Pod", "StatefulSet", "Service", "PersistentVolumeClaim", "CustomResourceDefinition", "Lease", "Event", "Status" })
            Assert.True(kinds.ContainsKey(kind) || kind == "Status", $"no {kind}");
    }

    [Fact]
    public void A_recorded_refusal_is_read_with_its_causes()
    {
        var refusals = Names.SelectMany(name => Statuses(Recording(name))).ToList();

        Assert.NotEmpty(refusals);
        foreach (var body in refusals)
        {
            var status = JsonSerializer.Deserialize(body, KubernetesJson.Default.ApiStatus)!;
            Assert.Equal((string?)body["reason"], status.Reason);
            Assert.Equal((string?)body["message"], status.Message);
            Assert.Equal((body["details"]?["causes"] as JsonArray)?.Count, status.Details?.Causes?.Count);
        }
    }

    private static JsonNode Recording(string scenario)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Recordings", scenario + ".json"));
        // Volatile values are tokens there: put some back.
        text = Regex.Replace(text, "\"\\{(nodePort:\\d+|n)\\}\"", "30007");
        text = Regex.Replace(text, "\"(renewTime|acquireTime|eventTime|lastObservedTime)\": \"\\{time\\}\"", "\"$1\": \"2026-03-04T05:06:07.000089Z\"");
        text = text.Replace("{time}", "2026-03-04T05:06:07Z", StringComparison.Ordinal);
        return JsonNode.Parse(text)!;
    }

    private static IEnumerable<JsonNode> ObjectsOf(JsonNode node) => Everything(node).Where(part =>
        part is JsonObject body && body["apiVersion"]?.GetValueKind() == JsonValueKind.String && body["kind"]?.GetValueKind() == JsonValueKind.String
        && body["metadata"] is JsonObject metadata && metadata["uid"] is not null && Kinds.ContainsKey((string)body["kind"]!) && IsOurs(body));

    // Two kinds are called Event.
    private static bool IsOurs(JsonObject body) => (string)body["kind"]! != "Event" || (string)body["apiVersion"]! == "events.k8s.io/v1";

    private static IEnumerable<JsonNode> Statuses(JsonNode node) => Everything(node).Where(part =>
        part is JsonObject body && body["kind"] is JsonValue kind && kind.GetValueKind() == JsonValueKind.String && (string)kind! == "Status" && body["reason"] is not null);

    private static IEnumerable<JsonNode> Everything(JsonNode? node)
    {
        if (node is null) return [];
        var inner = node switch
        {
            JsonObject map => map.SelectMany(pair => Everything(pair.Value)),
            JsonArray list => list.SelectMany(Everything),
            _ => [],
        };
        return [node, .. inner];
    }

    private static JsonNode? WithoutNulls(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.Where(pair => pair.Value is not null).Select(pair => KeyValuePair.Create(pair.Key, WithoutNulls(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(WithoutNulls)]),
        _ => node?.DeepClone(),
    };
}
