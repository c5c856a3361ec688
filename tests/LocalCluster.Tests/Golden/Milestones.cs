using System.Globalization;
using System.Text.Json.Nodes;

namespace LocalCluster.Tests.Golden;

/// <summary>
/// What an object went through, as a watch showed it: added, phases, readiness, revision, owner, marked for deletion, deleted.
/// A server may coalesce everything in between, so streams are compared by these, object by object.
/// </summary>
public static class Milestones
{
    /// <summary>
    /// Every recorded object has one that went through the same, and there is none beside them. Which pod a recorded <c>web-{rand}</c> was
    /// is not told, so any that fits may be it.
    /// </summary>
    public static IEnumerable<string> Compare(IReadOnlyList<JsonObject> recorded, IReadOnlyList<JsonObject> actual)
    {
        var left = Histories(actual).ToList();
        foreach (var wanted in Histories(recorded))
        {
            var index = left.FindIndex(got => got.Milestones == wanted.Milestones && Tokens.Fit(wanted.Object, got.Object));
            if (index >= 0) left.RemoveAt(index);
            else yield return $"recorded, not seen: {wanted.Object}: {wanted.Milestones}";
        }

        foreach (var extra in left) yield return $"seen, not recorded: {extra.Object}: {extra.Milestones}";
    }

    /// <summary>One line per object, in the order of their first events; bookmarks are the stream's own.</summary>
    public static IReadOnlyList<(string Object, string Milestones)> Histories(IReadOnlyList<JsonObject> events) =>
    [
        .. events.Where(e => e["object"]?["metadata"]?["uid"] is not null)
            .GroupBy(e => (string)e["object"]!["metadata"]!["uid"]!)
            .Select(history => (NameOf(history.First()["object"]!), Tell(history.First()["object"]!, [.. Compress(history.SelectMany(Of))]))),
        .. events.Where(IsEndOfInitialEvents).Select(_ => ("bookmark", "end of the initial events after " + CountBefore(events))),
    ];

    /// <summary>
    /// In order. The owner of a claim and its phase are two controllers' business, each with its own order; which of them comes first is chance.
    /// </summary>
    private static string Tell(JsonNode subject, IReadOnlyList<string> milestones) => (string)subject["kind"]! == "PersistentVolumeClaim"
        ? $"{string.Join(" → ", milestones.Where(milestone => !IsOwner(milestone)))}; {string.Join(" → ", milestones.Where(IsOwner))}"
        : string.Join(" → ", milestones);

    private static bool IsOwner(string milestone) => milestone.StartsWith("owner=", StringComparison.Ordinal);

    private static string NameOf(JsonNode subject) => $"{(string)subject["kind"]!} {(string)subject["metadata"]!["name"]!}";

    private static bool IsEndOfInitialEvents(JsonObject e) =>
        (string?)e["type"] == "BOOKMARK" && e["object"]!["metadata"]!["annotations"]?["k8s.io/initial-events-end"] is not null;

    private static string CountBefore(IReadOnlyList<JsonObject> events) =>
        string.Create(CultureInfo.InvariantCulture, $"{events.TakeWhile(e => !IsEndOfInitialEvents(e)).Count()} events");

    private static IEnumerable<string> Of(JsonObject e)
    {
        var type = (string)e["type"]!;
        var subject = e["object"]!.AsObject();
        if (type != "MODIFIED") yield return type;
        foreach (var state in States(subject)) yield return state;
    }

    private static IEnumerable<string> States(JsonObject subject)
    {
        var metadata = subject["metadata"]!;
        var kind = (string)subject["kind"]!;
        yield return Known("owner", (string?)metadata["ownerReferences"]?[0]?["kind"] ?? "none");
        if (metadata["deletionTimestamp"] is not null) yield return "deletion asked";
        if (kind == "Pod") foreach (var state in PodStates(subject)) yield return state;
        if (kind == "PersistentVolumeClaim") foreach (var state in ClaimStates(subject)) yield return state;
        if (kind == "ConfigMap") yield return Known("data", subject["data"]?.ToJsonString() ?? "none");
    }

    private static IEnumerable<string> PodStates(JsonObject pod)
    {
        yield return Known("revision", (string?)pod["metadata"]!["labels"]?["controller-revision-hash"] ?? "none");
        yield return Known("phase", (string?)pod["status"]?["phase"] ?? "none");
        if (pod["metadata"]!["deletionTimestamp"] is null) yield return Known("ready", (string?)Pointer.Resolve("status.conditions[type=Ready].status", 0, pod) ?? "unknown");
    }

    private static IEnumerable<string> ClaimStates(JsonObject claim)
    {
        yield return Known("phase", (string?)claim["status"]?["phase"] ?? "none");
        yield return Known("capacity", (string?)claim["status"]?["capacity"]?["storage"] ?? "none");
    }

    private static string Known(string name, string value) => string.Create(CultureInfo.InvariantCulture, $"{name}={value}");

    /// <summary>
    /// Only what changes is a milestone: a state that is repeated says nothing new, and neither does another round of a container that
    /// crashes again and again; how many rounds a watch shows is chance.
    /// </summary>
    private static IEnumerable<string> Compress(IEnumerable<string> states)
    {
        var last = new Dictionary<string, string>();
        var turns = new HashSet<(string?, string)>();
        foreach (var state in states)
        {
            var topic = state.Split('=')[0];
            if (last.GetValueOrDefault(topic) == state) continue;
            if (topic == "ready" && !turns.Add((last.GetValueOrDefault(topic), state)))
            {
                last[topic] = state;
                continue;
            }

            last[topic] = state;
            yield return state;
        }
    }
}
