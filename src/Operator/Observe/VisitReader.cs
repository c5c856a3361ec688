using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Kubernetes.Client;
using Kubernetes.Models.Meta;
using Operator.Api;

namespace Operator.Observe;

/// <summary>
/// Asks the pods how many visits they have counted, at most every 30 s per app. Directly, where the pod network is at hand: in the cluster,
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
        var ready = observed.Pods.Where(pod => pod.IsReady && !pod.IsTerminating).ToList();
        var identity = string.Join(',', ready.Select(pod => pod.Uid));
        if (_readings.TryGetValue(key, out var last) && last.Pods == identity && time.GetElapsedTime(last.At) < last.Keep) return last.Visits;

        var answers = await Task.WhenAll(ready.Select(pod => AskAsync(observed, pod, cancellationToken)));
        var visits = ready.Zip(answers)
            .Where(pair => pair.Second is not null)
            .ToDictionary(pair => Names.Claim(observed.App.Spec.Storage.VolumeName, observed.Name, pair.First.Ordinal), pair => pair.Second!.Value);
        _readings[key] = new Reading(time.GetTimestamp(), identity, visits, Keep(last, visits, ready));
        return visits;
    }

    private TimeSpan Keep(Reading? last, Dictionary<string, long> visits, IReadOnlyList<ObservedPod> pods)
    {
        var isQuiet = last is not null && last.Visits.Count == visits.Count && visits.All(pair => last.Visits.GetValueOrDefault(pair.Key, -1) == pair.Value);
        if (!isQuiet || pods.All(IsAtHand)) return Interval;
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

    private sealed record Reading(long At, string Pods, IReadOnlyDictionary<string, long> Visits, TimeSpan Keep);
}
