using System.Net;
using Kubernetes.Client;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;

namespace Operator.Observe.Measuring;

/// <summary>
/// Reads <c>/metrics</c> of pods: directly where the pod network is at hand, through the API server otherwise. A pod that has been replaced since
/// the snapshot was taken is not asked, because its address may be another pod's by now.
/// </summary>
internal sealed class PodScraper(KubeClient client, Func<ObjectKey, Pod?> find, bool isInCluster, TimeProvider time) : IDisposable
{
    private const int MostAtOnce = 16;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim _turns = new(MostAtOnce);
    private readonly HttpClient _direct = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };

    public async Task<ScrapeRound> ScrapeAsync(Observed observed, IReadOnlyList<ObservedPod> wanted, CancellationToken cancellationToken)
    {
        var tries = await Task.WhenAll(wanted.Where(pod => IsStill(observed, pod)).Select(pod => TryAsync(observed, pod, cancellationToken)));
        return new ScrapeRound(
            tries.Where(tried => tried.Answer is not null).ToDictionary(tried => tried.Pod.Uid, tried => tried.Answer!),
            tries.Select(tried => tried.Trouble).FirstOrDefault(trouble => trouble is not null));
    }

    public void Dispose()
    {
        _turns.Dispose();
        _direct.Dispose();
    }

    private bool IsStill(Observed observed, ObservedPod pod) =>
        find(new ObjectKey(observed.Namespace, pod.Name)) is { Metadata: { DeletionTimestamp: null } metadata } && metadata.Uid == pod.Uid;

    private async Task<(ObservedPod Pod, PodScrape? Answer, string? Trouble)> TryAsync(Observed observed, ObservedPod pod, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        using var deadline = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            var answer = PodScrape.Parse(await ReadAsync(observed, pod, either.Token));
            return answer.Requests is null ? (pod, null, $"pod {pod.Name} publishes no http_requests_total at /metrics") : (pod, answer, null);
        }
        catch (Exception e) when (e is HttpRequestException or ApiException or IOException or TimeoutException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            var why = e is OperationCanceledException ? $"within {Patience.TotalSeconds:0} s" : $"({e.Message.TrimEnd('.')})";
            return (pod, null, $"pod {pod.Name} gave no answer at /metrics {why}");
        }
        finally
        {
            _turns.Release();
        }
    }

    private async Task<string> ReadAsync(Observed observed, ObservedPod pod, CancellationToken cancellationToken)
    {
        var port = observed.App.Spec.Port;
        if (IPAddress.TryParse(pod.Address, out var address) && (isInCluster || IPAddress.IsLoopback(address)))
            return await _direct.GetStringAsync(new UriBuilder("http", pod.Address, port, "/metrics").Uri, cancellationToken);
        var path = $"/api/v1/namespaces/{observed.Namespace}/pods/{pod.Name}:{port}/proxy/metrics";
        using var response = await client.SendAsync(new KubeRequest(HttpMethod.Get, path) { Accept = "text/plain", Resource = "pods/proxy", Verb = "get" }, cancellationToken);
        return await response.Content.ReadAsStringAsync(cancellationToken);
    }
}
