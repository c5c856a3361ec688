using System.Globalization;
using System.Text.Json.Nodes;

namespace LocalCluster.Tests.Golden;

/// <summary>What a scenario promises across the objects of a stream, in the words of its <c>about</c>.</summary>
public static class StreamPromises
{
    /// <param name="scenario">The scenario.</param>
    /// <param name="stream">The stream that was collected.</param>
    /// <param name="events">What it delivered.</param>
    /// <param name="other">What another stream of the scenario has delivered so far, by its name.</param>
    public static IEnumerable<string> Broken(
        string scenario, string stream, IReadOnlyList<JsonObject> events, Func<string, IReadOnlyList<JsonObject>> other) => (scenario, stream) switch
        {
            ("statefulset-parallel", "pods") => AllAreCreatedBeforeAnyRuns(events, 3),
            ("statefulset-ordered", "pods") => EachWaitsForTheOneBefore(events).Concat(HighestGoesFirst(events)),
            ("statefulset-rolling-update", "pods") => NeverTwoAreAway(events).Concat(RollsGoDownwards(events)),
            ("statefulset-delete", "statefulsets") => TheSetOutlivesItsPods(events, other("pods")),
            ("services", "endpointslices") => ReadinessRisesAndFalls(events),
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

    /// <summary>Every roll begins at the highest ordinal that it may take and goes down one by one.</summary>
    private static IEnumerable<string> RollsGoDownwards(IReadOnlyList<JsonObject> events)
    {
        var taken = events.Where(e => e["object"]!["metadata"]!["deletionTimestamp"] is not null)
            .DistinctBy(e => (string?)e["object"]!["metadata"]!["uid"])
            .Select(Ordinal)
            .ToList();
        var highest = taken.Max();
        foreach (var (last, next) in taken.Zip(taken.Skip(1)))
            if (next != last - 1 && next != highest) yield return $"pod {next} was taken after pod {last}";
    }

    /// <summary>A foreground deletion: the set goes when the last of its pods has gone. Versions tell the order across streams.</summary>
    private static IEnumerable<string> TheSetOutlivesItsPods(IReadOnlyList<JsonObject> sets, IReadOnlyList<JsonObject> pods)
    {
        var podsGone = pods.Where(e => (string?)e["type"] == "DELETED").Select(Version).Max();
        var setGone = sets.Where(e => (string?)e["type"] == "DELETED").Select(Version).Max();
        if (setGone < podsGone) yield return $"the set went at {setGone}, before its last pod at {podsGone}";
    }

    private static IEnumerable<string> ReadinessRisesAndFalls(IReadOnlyList<JsonObject> events)
    {
        var ready = events.Select(ReadyEndpoints).ToList();
        var top = ready.IndexOf(ready.Max());
        var rises = ready.Take(top + 1).SequenceEqual(ready.Take(top + 1).Order());
        var falls = ready.Skip(top).SequenceEqual(ready.Skip(top).OrderDescending());
        if (ready.Max() != 2 || ready[0] != 0 || ready[^1] != 1 || !rises || !falls) yield return $"ready endpoints should go 0, 2, 1; went: {string.Join(", ", ready)}";
    }

    private static int ReadyEndpoints(JsonObject e) =>
        (e["object"]!["endpoints"] as JsonArray ?? []).Count(endpoint => (bool?)endpoint!["conditions"]?["ready"] == true);

    private static long Version(JsonObject e) => long.Parse((string)e["object"]!["metadata"]!["resourceVersion"]!, CultureInfo.InvariantCulture);

    private static int Index(IReadOnlyList<JsonObject> events, Func<JsonObject, bool> condition)
    {
        var index = events.TakeWhile(e => !condition(e)).Count();
        return index;
    }

    private static int Ordinal(JsonObject e) =>
        int.Parse((string)e["object"]!["metadata"]!["labels"]!["apps.kubernetes.io/pod-index"]!, CultureInfo.InvariantCulture);

    private static bool IsReady(JsonObject e) => (string?)Pointer.Resolve("object.status.conditions[type=Ready].status", 0, e) == "True";
}
