using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Kubernetes.Client.Config;
using Microsoft.Extensions.Logging;

namespace Kubernetes.Client.Transport;

/// <summary>Turns a <see cref="KubeRequest"/> into HTTP exchanges: proves who we are, tries again where that is safe, reads refusals.</summary>
internal sealed class ApiTransport : IDisposable
{
    // They say which queue of the server's priority and fairness a request went through.
    private const string FlowSchema = "X-Kubernetes-PF-FlowSchema-UID";
    private const string PriorityLevel = "X-Kubernetes-PF-PriorityLevel-UID";

    private readonly ClientConfig _config;
    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly ILogger _logger;
    private readonly ConnectionPool _connections;
    private readonly ProofSource _proofs;
    private readonly HttpMessages _messages;
    private readonly ServerWarnings _warnings;
    private readonly SemaphoreSlim _slots;

    public ApiTransport(ClientConfig config, ConnectionPool connections, TimeProvider time, Random random, ILogger logger)
    {
        (_config, _connections, _time, _random, _logger) = (config, connections, time, random, logger);
        _proofs = ProofSource.For(config.Credential, time);
        _messages = new HttpMessages(config);
        _warnings = new ServerWarnings(logger);
        _slots = new SemaphoreSlim(config.MaxInFlight);
    }

    /// <summary>
    /// The response as it begins, its status a success. A request that streams is sent once; any other is tried again as
    /// <see cref="RetryRules"/> allow, for as long as the token lets it.
    /// </summary>
    public async Task<HttpResponseMessage> SendAsync(KubeRequest request, CancellationToken cancellationToken)
    {
        if (request.Streaming) return await TryAsync(request, cancellationToken);
        await _slots.WaitAsync(cancellationToken);
        try
        {
            return await TryAsync(request, cancellationToken);
        }
        finally
        {
            _slots.Release();
        }
    }

    public void Dispose()
    {
        _connections.Dispose();
        _proofs.Dispose();
        _slots.Dispose();
    }

    private async Task<HttpResponseMessage> TryAsync(KubeRequest request, CancellationToken cancellationToken)
    {
        var begun = _time.GetTimestamp();
        var proof = await _proofs.GetAsync(cancellationToken);
        for (var (attempt, proofRenewed, broken) = (1, false, false); ; attempt++)
        {
            try
            {
                return await ExchangeAsync(request, proof, cancellationToken);
            }
            catch (ApiException e) when (e.IsUnauthorized && !proofRenewed && _proofs.Refused(proof))
            {
                proofRenewed = true;
                proof = await _proofs.GetAsync(cancellationToken);
            }
            catch (Exception e) when (RetryRules.Wait(request, attempt, e, _random.NextDouble()) is { } wait && Fits(wait, begun))
            {
                ClientMetrics.Retried(request, _config.Server, e);
                TransportLog.Retrying(_logger, request, e.Message, wait);
                broken |= e is not ApiException && !RetryRules.NeverSent(e);
                await Task.Delay(wait, _time, cancellationToken);
            }
            catch (ApiException e) when (broken)
            {
                e.FollowsBrokenAttempt = true;
                throw;
            }
        }
    }

    // Waiting longer than the caller does would turn the server's answer into a bare timeout.
    private bool Fits(TimeSpan wait, long begun) => _time.GetElapsedTime(begun) + wait < _config.RequestTimeout;

    private async Task<HttpResponseMessage> ExchangeAsync(KubeRequest request, Proof proof, CancellationToken cancellationToken)
    {
        using var message = _messages.Create(request, proof);
        using var trace = ClientTracing.Start(request, _config.Server);
        using var measured = ClientMetrics.Start(request, _config.Server, _time);
        try
        {
            var response = await _connections.For(proof.Answer).SendAsync(message, cancellationToken);
            await measured.AnsweredAsync(response, cancellationToken);
            trace?.SetTag("http.response.status_code", (int)response.StatusCode);
            _warnings.Read(response);
            TransportLog.Answered(_logger, request, (int)response.StatusCode, measured.Elapsed, Header(response, FlowSchema), Header(response, PriorityLevel));
            await GzipContent.UnwrapAsync(response, cancellationToken);
            if (response.IsSuccessStatusCode) return response;
            trace?.SetStatus(ActivityStatusCode.Error);
            using (response) throw await ApiErrors.ReadAsync(request, response, _time, cancellationToken);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, $"No connection to {_config.Server.Authority} in time.", e);
        }
        catch (SocketException e)
        {
            // .NET lets it through bare when the other side has gone right after it took the connection.
            throw new HttpRequestException(HttpRequestError.ConnectionError, $"No connection to {_config.Server.Authority}: {e.Message}.", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            trace?.SetStatus(ActivityStatusCode.Error, e.Message);
            throw;
        }
    }

    private static string Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : "-";
}
