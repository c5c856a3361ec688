using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Kubernetes.Client;
using Kubernetes.Models.Meta;

namespace Operator.Observe;

/// <summary>
/// Speaks HTTP with the app in a pod: directly where the pod network is at hand, that is in the cluster and for addresses of this machine
/// itself, and through the API server otherwise. Each call ends within its patience.
/// </summary>
internal sealed class PodCalls(KubeClient client, bool isInCluster, TimeProvider time) : IDisposable
{
    private readonly HttpClient _direct = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };

    public bool IsAtHand(ObservedPod pod) => IPAddress.TryParse(pod.Address, out var address) && (isInCluster || IPAddress.IsLoopback(address));

    /// <summary>The body of a successful answer.</summary>
    /// <exception cref="HttpRequestException">The pod cannot be reached, or answers with an error.</exception>
    /// <exception cref="ApiException">The API server, or the pod behind it, answers with an error.</exception>
    /// <exception cref="TimeoutException">Nothing came in time.</exception>
    public async Task<byte[]> CallAsync(ObservedPod pod, PodCall call, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(call.Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            using var response = IsAtHand(pod) ? await DirectlyAsync(pod, call, either.Token) : await ThroughServerAsync(call, pod, either.Token);
            return await response.Content.ReadAsByteArrayAsync(either.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"no answer within {call.Patience.TotalSeconds:0} s");
        }
        catch (SocketException e)
        {
            // The pod took the connection and was gone.
            throw new HttpRequestException(HttpRequestError.ConnectionError, e.Message, e);
        }
    }

    public void Dispose() => _direct.Dispose();

    private async Task<HttpResponseMessage> DirectlyAsync(ObservedPod pod, PodCall call, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(call.Method, new UriBuilder("http", pod.Address, call.Port, call.Path).Uri);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(call.Accept));
        foreach (var (name, value) in call.Headers) request.Headers.TryAddWithoutValidation(name, value);
        if (call.Body is { } body) request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(KubeRequest.Json) } };
        var response = await _direct.SendAsync(request, cancellationToken);
        if (response.IsSuccessStatusCode) return response;
        using (response) throw new HttpRequestException($"{(int)response.StatusCode}: {(await response.Content.ReadAsStringAsync(cancellationToken)).Trim()}", null, response.StatusCode);
    }

    private Task<HttpResponseMessage> ThroughServerAsync(PodCall call, ObservedPod pod, CancellationToken cancellationToken)
    {
        var path = $"/api/v1/namespaces/{call.Namespace}/pods/{pod.Name}:{call.Port}/proxy{call.Path}";
        return client.SendAsync(
            new KubeRequest(call.Method, path)
            {
                Accept = call.Accept,
                Headers = call.Headers,
                ContentType = call.Body is null ? null : KubeRequest.Json,
                Body = call.Body,
                MayRetry = false,
                Resource = "pods/proxy",
                Verb = call.Method == HttpMethod.Get ? "get" : "create",
            },
            cancellationToken);
    }
}
