using System.Globalization;
using System.Text.Json.Nodes;

namespace LocalCluster.Tests.Golden;

/// <summary>What a scenario promises across the objects of a stream, in the words of its <c>about</c>.</summary>
public static class StreamPromises
{
    public static IEnumerable<string> Broken(string scenario, string stream, IReadOnlyList<JsonObject> events) => (scenario, stream) switch
    {
        ("statefulset-parallel", "pods") => AllAreCreatedBeforeAnyRuns(events, 3),
        ("statefulset-ordered", "pods") => EachWaitsForTheOneBefore(events).Concat(HighestGoesFirst(events)),
        ("statefulset-rolling-update", "pods") => NeverTwoAreAway(events),
        _ => [],
    };

    private static IEnumerable<string> AllAreCreatedBeforeAnyRuns(IReadOnlyList<JsonObject> events, int count)
    {
        var firstRunning = Index(events, e => (string?)e["object"]!["status"]?["phase"] == "Running");
        var created = events.Take(firstRunning).Count(e => (string?)e["type"] == "ADDED");
        if (created < count) yield return $"all {count} pods should be created before any runs; only {created} were";
    }

    private static IEnumerable<string> EachWaitsForTheOneBefore(IReadOnlyList<JsonObject> events)
    {
        foreach (var ordinal in new[] { 1, 2 })
        {
            var added = Index(events, e => (string?)e["type"] == "ADDED" && Ordinal(e) == ordinal);
            var ready = Index(events, e => Ordinal(e) == ordinal - 1 && IsReady(e));
            if (added < ready) yield return $"pod {ordinal} was created before pod {ordinal - 1} was ready";
        }
    }

    private static IEnumerable<string> HighestGoesFirst(IReadOnlyList<JsonObject> events)
    {
        var gone = events.Where(e => (string?)e["type"] == "DELETED").Select(Ordinal).ToList();
        if (!gone.SequenceEqual(gone.OrderDescending())) yield return $"pods should go from the highest ordinal down, went: {string.Join(", ", gone)}";
    }

    /// <summary>A roll goes from the highest ordinal down and takes the next pod only when the last one is ready again.</summary>
    private static IEnumerable<string> NeverTwoAreAway(IReadOnlyList<JsonObject> events)
    {
        int? away = null;
        foreach (var e in events.SkipWhile(e => (string?)e["type"] != "DELETED" && e["object"]!["metadata"]!["deletionTimestamp"] is null))
        {
            var deleting = e["object"]!["metadata"]!["deletionTimestamp"] is not null;
            if (deleting && away is { } other && other != Ordinal(e)) yield return $"pod {Ordinal(e)} was taken while pod {other} was away";
            if (deleting) away = Ordinal(e);
            else if (IsReady(e) && away == Ordinal(e)) away = null;
        }
    }

    private static int Index(IReadOnlyList<JsonObject> events, Func<JsonObject, bool> condition)
    {
        var index = events.TakeWhile(e => !condition(e)).Count();
        return index;
    }

    private static int Ordinal(JsonObject e) =>
        int.Parse((string)e["object"]!["metadata"]!["labels"]!["apps.kubernetes.io/pod-index"]!, CultureInfo.InvariantCulture);

    private static bool IsReady(JsonObject e) => (string?)Pointer.Resolve("object.status.conditions[type=Ready].status", 0, e) == "True";
}
