using Kubernetes.Client.Config;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kubernetes.Client.Transport;

/// <summary>
/// The connections in use, renewed when what they were made from changes: the authority's or the certificate's file (looked at every five
/// minutes) or the certificate of an exec plugin. Requests under way on the old connections may finish.
/// </summary>
internal sealed class ConnectionPool : IDisposable
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly ClientConfig _config;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly bool _rotates;
    private readonly CancellationTokenSource _closing = new();
    private HttpMessageInvoker _current;
    private TlsMaterial? _material;
    private ExecAnswer? _answer;
    private long _lookedAt;

    /// <summary>Opens connections as configured.</summary>
    public ConnectionPool(ClientConfig config, TimeProvider time, ILogger logger)
    {
        (_config, _time, _logger, _rotates) = (config, time, logger, TlsMaterial.HasFiles(config.Tls));
        _material = TlsMaterial.Read(config.Tls, answer: null);
        _current = Open(_material);
        _lookedAt = time.GetTimestamp();
    }

    /// <summary>Uses the handler it is given, for ever.</summary>
    public ConnectionPool(ClientConfig config, HttpMessageHandler handler, TimeProvider time)
    {
        (_config, _time, _logger, _current) = (config, time, NullLogger.Instance, new HttpMessageInvoker(handler));
    }

    /// <summary>The connections for a request that goes out with this answer of an exec plugin, or without any.</summary>
    /// <exception cref="ConfigException">The plugin's certificate cannot be used.</exception>
    public HttpMessageInvoker For(ExecAnswer? answer)
    {
        lock (_gate)
        {
            if (_material is null) return _current;
            if (!ReferenceEquals(answer, _answer)) Renew(TlsMaterial.Read(_config.Tls, answer));
            else if (_rotates && _time.GetElapsedTime(_lookedAt) >= LookAgainAfter) LookAgain(answer);
            _answer = answer;
            return _current;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closing.Cancel();
            _current.Dispose();
            _closing.Dispose();
        }
    }

    // A file that is being replaced may be missing or half written for an instant; what we have is good until it is whole.
    private void LookAgain(ExecAnswer? answer)
    {
        _lookedAt = _time.GetTimestamp();
        try
        {
            Renew(TlsMaterial.Read(_config.Tls, answer));
        }
        catch (ConfigException e)
        {
            TransportLog.NotRenewed(_logger, e.Message);
        }
    }

    private void Renew(TlsMaterial material)
    {
        if (material == _material) return;
        var renewed = Open(material);
        _ = RetireAsync(_current, _closing.Token);
        (_current, _material, _lookedAt) = (renewed, material, _time.GetTimestamp());
    }

    private HttpMessageInvoker Open(TlsMaterial material) => new(Connections.Open(_config, material, _time.GetUtcNow()));

    // Nobody begins a request on old connections after that; a watch under way lasts until its server ends it.
    private async Task RetireAsync(HttpMessageInvoker old, CancellationToken closing)
    {
        await Task.Delay(_config.RequestTimeout, _time, closing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        old.Dispose();
    }
}
