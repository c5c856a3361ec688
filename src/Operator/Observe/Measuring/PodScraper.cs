using System.Text;
using Kubernetes.Client;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;

namespace Operator.Observe.Measuring;

/// <summary>
/// Reads <c>/metrics</c> of pods. A pod that has been replaced since the snapshot was taken is not asked, because its address may be another
/// pod's by now.
/// </summary>
internal sealed class PodScraper(PodCalls calls, Func<ObjectKey, Pod?> find) : IDisposable
{
    private const int MostAtOnce = 16;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim _turns = new(MostAtOnce);

    public async Task<ScrapeRound> ScrapeAsync(Observed observed, IReadOnlyList<ObservedPod> wanted, CancellationToken cancellationToken)
    {
        var tries = await Task.WhenAll(wanted.Where(pod => IsStill(observed, pod)).Select(pod => TryAsync(observed, pod, cancellationToken)));
        return new ScrapeRound(
            tries.Where(tried => tried.Answer is not null).ToDictionary(tried => tried.Pod.Uid, tried => tried.Answer!),
            tries.Select(tried => tried.Trouble).FirstOrDefault(trouble => trouble is not null));
    }

    public void Dispose() => _turns.Dispose();

    private bool IsStill(Observed observed, ObservedPod pod) =>
        find(new ObjectKey(observed.Namespace, pod.Name)) is { Metadata: { DeletionTimestamp: null } metadata } && metadata.Uid == pod.Uid;

    private async Task<(ObservedPod Pod, PodScrape? Answer, string? Trouble)> TryAsync(Observed observed, ObservedPod pod, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        try
        {
            var answer = PodScrape.Parse(Encoding.UTF8.GetString(await calls.CallAsync(pod, PodCall.Get(observed, "/metrics", Patience) with { Accept = "text/plain" }, cancellationToken)));
            return answer.Requests is null ? (pod, null, $"pod {pod.Name} publishes no http_requests_total at /metrics") : (pod, answer, null);
        }
        catch (Exception e) when (e is HttpRequestException or ApiException or IOException or TimeoutException)
        {
            return (pod, null, $"pod {pod.Name} gave no answer at /metrics ({e.Message.TrimEnd('.')})");
        }
        finally
        {
            _turns.Release();
        }
    }
}
