using System.Net.Http.Headers;
using System.Net.Sockets;
using Kubernetes.Client;

namespace Operator.Observe.Measuring;

/// <summary>
/// Asks servers of metrics, a bounded number at a time, each with a deadline and a limit on what it may answer. Redirects are not followed: they
/// would lead somewhere that nobody has named.
/// </summary>
internal sealed class MetricServer(TimeProvider time) : IDisposable
{
    private const int MostAtOnce = 64;
    private const int LongestAnswer = 1024 * 1024;

    private readonly SemaphoreSlim _turns = new(MostAtOnce);
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LongestAnswer };

    /// <summary>Status and body of the answer, whatever it says. Waiting for a turn takes none of the time that the server has.</summary>
    /// <exception cref="MetricException">There was none.</exception>
    public async Task<(int Status, byte[] Body)> AskAsync(HttpRequestMessage request, string? token, int timeoutSeconds, CancellationToken cancellationToken)
    {
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(KubeRequest.Json));
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        await _turns.WaitAsync(cancellationToken);
        try
        {
            return await SendAsync(request, TimeSpan.FromSeconds(timeoutSeconds), cancellationToken);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MetricException($"{Host(request)} gave no answer within {timeoutSeconds} s");
        }
        catch (Exception e) when (e is HttpRequestException or SocketException)
        {
            throw new MetricException($"{Host(request)} cannot be asked: {e.Message.TrimEnd('.')}");
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose()
    {
        _turns.Dispose();
        _http.Dispose();
    }

    private async Task<(int Status, byte[] Body)> SendAsync(HttpRequestMessage request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        using var response = await _http.SendAsync(request, either.Token);
        return ((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(either.Token));
    }

    private static string Host(HttpRequestMessage request) => request.RequestUri!.Authority;
}
