using System.Globalization;
using System.Text.Json.Nodes;

namespace LocalCluster.Tests.Golden;

/// <summary>
/// What an object went through, as a watch showed it: added, phases, readiness, revision, owner, marked for deletion, deleted.
/// A server may coalesce everything in between, so streams are compared by these, object by object.
/// </summary>
public static class Milestones
{
    public static IEnumerable<string> Compare(IReadOnlyList<JsonObject> recorded, IReadOnlyList<JsonObject> actual)
    {
        var wanted = Histories(recorded).Order(StringComparer.Ordinal).ToList();
        var got = Histories(actual).Order(StringComparer.Ordinal).ToList();
        var missing = Without(wanted, got);
        var extra = Without(got, wanted);
        return missing.Select(history => "recorded, not seen: " + history).Concat(extra.Select(history => "seen, not recorded: " + history));
    }

    /// <summary>One line per object, in the order of their first events.</summary>
    public static IReadOnlyList<string> Histories(IReadOnlyList<JsonObject> events) =>
        [.. events.Where(e => e["object"]?["metadata"]?["uid"] is not null)
            .GroupBy(e => (string)e["object"]!["metadata"]!["uid"]!)
            .Select(history => string.Join(" → ", Compress(history.SelectMany(Of))))];

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

    /// <summary>Only what changes is a milestone: a state that is repeated says nothing new.</summary>
    private static IEnumerable<string> Compress(IEnumerable<string> states)
    {
        var last = new Dictionary<string, string>();
        foreach (var state in states)
        {
            var topic = state.Split('=')[0];
            if (last.GetValueOrDefault(topic) == state) continue;
            last[topic] = state;
            yield return state;
        }
    }

    private static List<string> Without(IEnumerable<string> all, IEnumerable<string> some)
    {
        var rest = all.ToList();
        foreach (var one in some) rest.Remove(one);
        return rest;
    }
}
