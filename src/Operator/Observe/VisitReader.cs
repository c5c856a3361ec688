using System.Collections.Concurrent;
using System.Text.Json;
using Kubernetes.Client;
using Kubernetes.Models.Meta;
using Operator.Api;

namespace Operator.Observe;

/// <summary>
/// Asks each pod how many visits it has counted, at most every 30 s. Directly, where the pod network is at hand: in the cluster,
/// and for addresses of this machine itself; through the API server otherwise, and then less and less often while nothing changes, so that
/// apps at rest do not keep it busy. A pod that does not answer is left out, and asked again later.
/// </summary>
internal sealed class VisitReader(PodCalls pods, TimeProvider time, ILogger<VisitReader> logger)
{
    /// <summary>How old an answer may be before it is asked for again.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    /// <summary>How old it may become where the API server has to be troubled and nothing changes.</summary>
    private static readonly TimeSpan LongestInterval = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<ObjectKey, Reading> _readings = new();

    /// <summary>What each volume whose pod answered counts, by claim.</summary>
    public async Task<IReadOnlyDictionary<string, VolumeCount>> ReadAsync(Observed observed, CancellationToken cancellationToken)
    {
        var key = new ObjectKey(observed.Namespace, observed.Name);
        var last = _readings.GetValueOrDefault(key);
        var isDue = last is null || time.GetElapsedTime(last.At) >= last.Keep;
        var asked = Volumes(observed).Where(volume => isDue || !last!.Answers.ContainsKey(volume.Claim.Uid)).ToList();
        if (asked.Count > 0 || isDue)
        {
            var counts = await Task.WhenAll(asked.Select(volume => AskAsync(observed, volume.Pod, cancellationToken)));
            var answers = isDue ? [] : new Dictionary<string, VolumeCount?>(last!.Answers);
            foreach (var (volume, count) in asked.Zip(counts)) answers[volume.Claim.Uid] = count;
            last = isDue ? new Reading(time.GetTimestamp(), answers, Keep(last, answers, asked)) : last! with { Answers = answers };
            _readings[key] = last;
        }

        return observed.Claims.Where(claim => last!.Answers.GetValueOrDefault(claim.Uid) is not null)
            .ToDictionary(claim => claim.Name, claim => last!.Answers[claim.Uid]! with { IsKept = asked.All(volume => volume.Claim != claim) });
    }

    /// <summary>The volumes whose pods can be asked.</summary>
    private static IEnumerable<(ObservedClaim Claim, ObservedPod Pod)> Volumes(Observed observed) =>
        from claim in observed.Claims
        join pod in observed.Pods.Concat(observed.Beside.Pods) on (claim.Colour, claim.Ordinal) equals (pod.Colour, pod.Ordinal)
        where pod is { IsReady: true, IsTerminating: false }
        select (claim, pod);

    private TimeSpan Keep(Reading? last, Dictionary<string, VolumeCount?> answers, IReadOnlyList<(ObservedClaim Claim, ObservedPod Pod)> asked)
    {
        var isQuiet = last is not null && last.Answers.Count == answers.Count && answers.All(pair => last.Answers.TryGetValue(pair.Key, out var before) && before?.Visits == pair.Value?.Visits);
        if (!isQuiet || asked.All(volume => pods.IsAtHand(volume.Pod))) return Interval;
        return last!.Keep * 2 < LongestInterval ? last.Keep * 2 : LongestInterval;
    }

    /// <summary>Lets go of what is known of an app that is gone.</summary>
    public void Forget(ObjectKey app) => _readings.TryRemove(app, out _);

    private async Task<VolumeCount?> AskAsync(Observed observed, ObservedPod pod, CancellationToken cancellationToken)
    {
        try
        {
            return Parse(await pods.CallAsync(pod, PodCall.Get(observed, "/visits", Patience), cancellationToken));
        }
        catch (Exception e) when (e is HttpRequestException or ApiException or IOException or TimeoutException or JsonException)
        {
            ObserveLog.NoAnswer(logger, observed.Namespace, pod.Name, e.Message);
            return null;
        }
    }

    private static VolumeCount? Parse(byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        return document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty("visits", out var visits) && visits.TryGetInt64(out var count)
            ? new VolumeCount(count, Entries(document.RootElement))
            : null;
    }

    private static Dictionary<string, long>? Entries(JsonElement answer) =>
        answer.TryGetProperty("entries", out var entries) && entries.ValueKind == JsonValueKind.Object
            ? entries.EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.TryGetInt64(out var visits) ? visits : 0)
            : null;

    /// <summary>What was answered since a moment, by the claim's UID; null for a pod that did not answer. Each is asked once while the reading is kept.</summary>
    private sealed record Reading(long At, Dictionary<string, VolumeCount?> Answers, TimeSpan Keep);
}
