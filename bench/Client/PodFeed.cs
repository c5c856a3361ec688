using System.Text;
using System.Text.Json.Nodes;
using Bench.Report;

namespace Bench.Client;

/// <summary>Many pods as a server sends them: one that a real Kubernetes answered (a recording of the tests), under as many names as needed.</summary>
internal static class PodFeed
{
    private const string Recording = "tests/LocalCluster.Tests/Golden/Recordings/statefulset-parallel.json";

    // What kubelet and controllers leave behind on a real pod; recordings are kept without it.
    private const string ManagedFields =
        """[{"manager":"kube-controller-manager","operation":"Update","apiVersion":"v1","time":"2026-03-04T05:06:07Z","fieldsType":"FieldsV1","fieldsV1":{"f:metadata":{"f:generateName":{},"f:labels":{".":{},"f:app":{},"f:apps.kubernetes.io/pod-index":{},"f:controller-revision-hash":{}},"f:ownerReferences":{".":{},"k:{\"uid\":\"5b1ba0f8\"}":{}}},"f:spec":{"f:containers":{"k:{\"name\":\"c\"}":{".":{},"f:command":{},"f:image":{},"f:imagePullPolicy":{},"f:name":{},"f:resources":{},"f:volumeMounts":{".":{},"k:{\"mountPath\":\"/data\"}":{".":{},"f:mountPath":{},"f:name":{}}}}},"f:dnsPolicy":{},"f:enableServiceLinks":{},"f:restartPolicy":{},"f:schedulerName":{},"f:securityContext":{},"f:terminationGracePeriodSeconds":{}}}},{"manager":"kubelet","operation":"Update","apiVersion":"v1","time":"2026-03-04T05:06:09Z","fieldsType":"FieldsV1","subresource":"status","fieldsV1":{"f:status":{"f:conditions":{"k:{\"type\":\"Ready\"}":{".":{},"f:lastProbeTime":{},"f:lastTransitionTime":{},"f:status":{},"f:type":{}}},"f:containerStatuses":{},"f:hostIP":{},"f:phase":{},"f:podIP":{},"f:startTime":{}}}}]""";

    /// <summary>The body of a list of pods.</summary>
    public static byte[] List(int count) =>
        Encoding.UTF8.GetBytes($$"""{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"900000"},"items":[{{string.Join(',', Pods(count))}}]}""");

    /// <summary>The body of a watch: one event a line.</summary>
    public static byte[] Events(int count) =>
        Encoding.UTF8.GetBytes(string.Concat(Pods(count).Select(pod => $$"""{"type":"MODIFIED","object":{{pod}}}""" + "\n")));

    private static IEnumerable<string> Pods(int count)
    {
        var (before, after) = Halves();
        for (var i = 0; i < count; i++) yield return $"{before}{i:00000}{after.Replace("NODE", $"node-{i % 100}", StringComparison.Ordinal)}";
    }

    // The text of a pod in front of and behind its number; name, uid and version hang on it.
    private static (string Before, string After) Halves()
    {
        var recording = JsonNode.Parse(File.ReadAllText(Path.Join(Checkout.Root, Recording)))!;
        var pod = (JsonObject)Everything(recording).First(IsRunningPod).DeepClone();
        pod["spec"]!["nodeName"] = "NODE";
        pod["metadata"]!["managedFields"] = JsonNode.Parse(ManagedFields);
        pod["metadata"]!["uid"] = "9d3c1f7e-1f6b-4d52-9a43-0c5a1b2c3d4e";
        pod["metadata"]!["resourceVersion"] = "800000";
        pod["metadata"]!["name"] = "web-MARK";
        var text = pod.ToJsonString().Replace("{time}", "2026-03-04T05:06:07Z", StringComparison.Ordinal);
        var cut = text.IndexOf("MARK", StringComparison.Ordinal);
        return (text[..cut], text[(cut + "MARK".Length)..]);
    }

    private static bool IsRunningPod(JsonNode node) =>
        node is JsonObject pod && (pod["kind"] as JsonValue)?.ToString() == "Pod" && (pod["status"]?["phase"] as JsonValue)?.ToString() == "Running";

    private static IEnumerable<JsonNode> Everything(JsonNode? node) => node switch
    {
        JsonObject map => [map, .. map.SelectMany(pair => Everything(pair.Value))],
        JsonArray list => list.SelectMany(Everything),
        _ => [],
    };
}
