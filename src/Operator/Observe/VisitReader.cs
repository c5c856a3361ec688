using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
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
internal sealed class VisitReader(KubeClient client, bool isInCluster, TimeProvider time, ILogger<VisitReader> logger) : IDisposable
{
    /// <summary>How old an answer may be before it is asked for again.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    /// <summary>How old it may become where the API server has to be troubled and nothing changes.</summary>
    private static readonly TimeSpan LongestInterval = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly HttpClient _direct = new(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = Patience }) { Timeout = Patience };
    private readonly ConcurrentDictionary<ObjectKey, Reading> _readings = new();

    /// <summary>The count of each volume whose pod answered, by claim.</summary>
    public async Task<IReadOnlyDictionary<string, long>> ReadAsync(Observed observed, CancellationToken cancellationToken)
    {
        var key = new ObjectKey(observed.Namespace, observed.Name);
        var last = _readings.GetValueOrDefault(key);
        var isDue = last is null || time.GetElapsedTime(last.At) >= last.Keep;
        var asked = Volumes(observed).Where(volume => isDue || !last!.Answers.ContainsKey(volume.Claim.Uid)).ToList();
        if (asked.Count > 0 || isDue)
        {
            var counts = await Task.WhenAll(asked.Select(volume => AskAsync(observed, volume.Pod, cancellationToken)));
            var answers = isDue ? [] : new Dictionary<string, long?>(last!.Answers);
            foreach (var (volume, count) in asked.Zip(counts)) answers[volume.Claim.Uid] = count;
            last = isDue ? new Reading(time.GetTimestamp(), answers, Keep(last, answers, asked)) : last! with { Answers = answers };
            _readings[key] = last;
        }

        return observed.Claims.Where(claim => last!.Answers.GetValueOrDefault(claim.Uid) is not null)
            .ToDictionary(claim => claim.Name, claim => last!.Answers[claim.Uid]!.Value);
    }

    /// <summary>The volumes whose pods can be asked.</summary>
    private static IEnumerable<(ObservedClaim Claim, ObservedPod Pod)> Volumes(Observed observed) =>
        from claim in observed.Claims
        join pod in observed.Pods on claim.Ordinal equals pod.Ordinal
        where pod is { IsReady: true, IsTerminating: false }
        select (claim, pod);

    private TimeSpan Keep(Reading? last, Dictionary<string, long?> answers, IReadOnlyList<(ObservedClaim Claim, ObservedPod Pod)> asked)
    {
        var isQuiet = last is not null && last.Answers.Count == answers.Count && answers.All(pair => last.Answers.GetValueOrDefault(pair.Key, -1) == pair.Value);
        if (!isQuiet || asked.All(volume => IsAtHand(volume.Pod))) return Interval;
        return last!.Keep * 2 < LongestInterval ? last.Keep * 2 : LongestInterval;
    }

    /// <summary>Lets go of what is known of an app that is gone.</summary>
    public void Forget(ObjectKey app) => _readings.TryRemove(app, out _);

    public void Dispose() => _direct.Dispose();

    private async Task<long?> AskAsync(Observed observed, ObservedPod pod, CancellationToken cancellationToken)
    {
        try
        {
            return IsAtHand(pod)
                ? await AskDirectlyAsync(pod, observed.App.Spec.Port, cancellationToken)
                : await AskThroughServerAsync(observed, pod, cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or ApiException or IOException or TimeoutException or JsonException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            ObserveLog.NoAnswer(logger, observed.Namespace, pod.Name, e.Message);
            return null;
        }
    }

    private bool IsAtHand(ObservedPod pod) =>
        IPAddress.TryParse(pod.Address, out var address) && (isInCluster || IPAddress.IsLoopback(address));

    private async Task<long?> AskDirectlyAsync(ObservedPod pod, int port, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder("http", pod.Address, port, "/visits").Uri);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(KubeRequest.Json));
        using var response = await _direct.SendAsync(request, cancellationToken);
        return response.IsSuccessStatusCode ? await ParseAsync(response, cancellationToken) : null;
    }

    private async Task<long?> AskThroughServerAsync(Observed observed, ObservedPod pod, CancellationToken cancellationToken)
    {
        var path = $"/api/v1/namespaces/{observed.Namespace}/pods/{pod.Name}:{observed.App.Spec.Port}/proxy/visits";
        using var deadline = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        using var response = await client.SendAsync(new KubeRequest(HttpMethod.Get, path) { Resource = "pods/proxy", Verb = "get" }, either.Token);
        return await ParseAsync(response, either.Token);
    }

    private static async Task<long?> ParseAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var document = await JsonDocument.ParseAsync(body, default, cancellationToken);
        return document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty("visits", out var visits) && visits.TryGetInt64(out var count)
            ? count
            : null;
    }

    /// <summary>What was answered since a moment, by the claim's UID; null for a pod that did not answer. Each is asked once while the reading is kept.</summary>
    private sealed record Reading(long At, Dictionary<string, long?> Answers, TimeSpan Keep);
}
